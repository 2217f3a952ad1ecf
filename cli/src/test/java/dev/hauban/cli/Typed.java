package dev.hauban.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// One command as it is typed, and what comes of it.
final class Typed {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final MemoryHouse house;
    private final Terminal terminal;
    private Map<String, String> environment = Map.of();

    Typed(MemoryHouse house) {
        this(house, Terminal.none());
    }

    Typed(MemoryHouse house, Terminal terminal) {
        this.house = house;
        this.terminal = terminal;
    }

    Typed with(String variable, String value) {
        environment = Map.of(variable, value);
        return this;
    }

    int run(String... arguments) throws InterruptedException {
        InstantSource clock = () -> Shop.NOW;
        var surroundings = new Surroundings(environment, Path.of("/work"), stream(out), stream(err), clock, terminal);
        return new Hauban(surroundings, house).run(List.of(arguments));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
