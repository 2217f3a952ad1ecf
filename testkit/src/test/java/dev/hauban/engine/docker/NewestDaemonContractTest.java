package dev.hauban.engine.docker;

import java.io.IOException;

class NewestDaemonContractTest extends DockerContract {
    NewestDaemonContractTest() throws IOException, InterruptedException {
        super(2);
    }
}
