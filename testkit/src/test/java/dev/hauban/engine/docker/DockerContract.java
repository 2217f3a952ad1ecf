package dev.hauban.engine.docker;

import dev.hauban.engine.Engine;
import dev.hauban.stack.ProjectName;
import dev.hauban.testkit.EngineContract;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/// The engines' contract on a real daemon.
@Timeout(120)
abstract class DockerContract extends EngineContract {
    private final ProjectName project;
    private final Engine engine;

    /// Here, and not before each test: where there is no daemon, there is nothing to take away afterwards, either.
    DockerContract(int daemon) throws IOException, InterruptedException {
        this.project = new ProjectName("hauban-contract-" + daemon);
        this.engine = TestDaemon.engine(daemon);
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected ProjectName project() {
        return project;
    }

    @Override
    protected List<String> endingWith(int code) {
        return List.of("/bin/sh", "-c", "exit " + code);
    }

    @Override
    protected List<String> repeating() {
        return List.of("/bin/sh", "-c", "cat && echo heard >&2; exit 4");
    }

    @Override
    protected ServiceBuilder service(String name, Behavior behavior) {
        return switch (behavior) {
            case RUNS -> shell(name, "exec sleep 1000").stopSignal("SIGKILL");
            case ENDS_WITH_3 -> shell(name, "exit 3");
            case IGNORES_STOP -> shell(name, "trap '' TERM; echo ready; while :; do sleep 0.1; done");
            case SPEAKS -> shell(name, "echo one; echo two; echo three; exec sleep 1000");
            case HEALTHY -> shell(name, "exec sleep 1000").healthCheck("echo fine");
            case SICK -> shell(name, "exec sleep 1000").healthCheck("echo sick; exit 7");
        };
    }

    private static ServiceBuilder shell(String name, String line) {
        return ServiceBuilder.named(name).image(TestDaemon.IMAGE).command("/bin/sh", "-c", line);
    }
}
