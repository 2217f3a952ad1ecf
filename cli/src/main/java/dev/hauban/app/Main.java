package dev.hauban.app;

import dev.hauban.cli.Hauban;
import dev.hauban.cli.Surroundings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Where the program begins.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var surroundings = new Surroundings(
                AskersEnvironment.of(System.getenv()),
                Path.of("").toAbsolutePath(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                InstantSource.system(),
                new UnixTerminal());
        // What it leaves open ends with the process: to close a first socket, the JVM sets up half of its networking.
        int code = run(surroundings, new Wiring(surroundings), List.of(arguments));
        surroundings.out().flush();
        surroundings.err().flush();
        // Not System.exit: that first sets up a logger to tell that it exits, which takes as long as a small command.
        Runtime.getRuntime().halt(code);
    }

    static int run(Surroundings surroundings, List<String> arguments) {
        try (var wiring = new Wiring(surroundings)) {
            return run(surroundings, wiring, arguments);
        }
    }

    private static int run(Surroundings surroundings, Wiring wiring, List<String> arguments) {
        try {
            return new Hauban(surroundings, wiring).run(arguments);
        } catch (Throwable defect) {
            return DefectReport.tell(defect, surroundings.err(), arguments.contains("--verbose"));
        }
    }

    /// Written whole lines at a time, and when the program ends.
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false, StandardCharsets.UTF_8);
    }
}
