package dev.hauban.engine.local;

import dev.hauban.engine.Engine;
import dev.hauban.stack.ProjectName;
import dev.hauban.testkit.EngineContract;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The engines' contract on one rung of isolation, with real processes.
abstract class LocalContract extends EngineContract {
    @TempDir
    Path folder;

    private final String rung;
    private Workbench bench;

    LocalContract(int rung) {
        this.rung = Integer.toString(rung);
    }

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder, Map.of(Ladder.VARIABLE, rung, "PATH", "/usr/bin:/bin"));
    }

    @Override
    protected Engine engine() {
        return bench.engine();
    }

    @Override
    protected ProjectName project() {
        return Workbench.SHOP;
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
            case RUNS -> Workbench.shell(name, "exec sleep 1000");
            case ENDS_WITH_3 -> Workbench.shell(name, "exit 3");
            case IGNORES_STOP -> Workbench.shell(name, "trap '' TERM; echo ready; while :; do sleep 0.1; done");
            case SPEAKS -> Workbench.shell(name, "echo one; echo two; echo three; exec sleep 1000");
            case HEALTHY -> Workbench.shell(name, "exec sleep 1000").healthCheck("echo fine");
            case SICK -> Workbench.shell(name, "exec sleep 1000").healthCheck("echo sick; exit 7");
        };
    }
}
