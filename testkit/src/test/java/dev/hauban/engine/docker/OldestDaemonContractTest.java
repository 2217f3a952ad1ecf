package dev.hauban.engine.docker;

import java.io.IOException;

class OldestDaemonContractTest extends DockerContract {
    OldestDaemonContractTest() throws IOException, InterruptedException {
        super(1);
    }
}
