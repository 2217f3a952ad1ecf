package dev.hauban.engine.docker;

class OldestDaemonContractTest extends DockerContract {
    OldestDaemonContractTest() {
        super(1);
    }
}
