package dev.hauban.standin.mongo;

import dev.hauban.standin.mongo.shell.Shell;
import dev.hauban.standin.mongo.shell.Surroundings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Stands in for `mongosh` and `mongo`: `java … Mongosh WORDS OF MONGOSH`.
public final class Mongosh {
    private Mongosh() {}

    /// Begins here.
    public static void main(String[] arguments) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        var surroundings =
                new Surroundings(System.getenv(), System.in, out, err, code -> end(out, err, code), isTerminal);
        end(out, err, new Shell(surroundings).run(List.of(arguments)));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
    }

    /// At once, also out of the middle of a script.
    private static void end(PrintStream out, PrintStream err, int code) {
        out.flush();
        err.flush();
        Runtime.getRuntime().halt(code);
    }
}
