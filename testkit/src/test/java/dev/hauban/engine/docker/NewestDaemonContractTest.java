package dev.hauban.engine.docker;

class NewestDaemonContractTest extends DockerContract {
    NewestDaemonContractTest() {
        super(2);
    }
}
