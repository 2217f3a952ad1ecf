package dev.hauban.app;

import java.io.PrintStream;

/// Where the program begins.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out));
    }

    static int run(String[] arguments, PrintStream out) {
        if (arguments.length == 1 && arguments[0].equals("version")) {
            out.println("Hauban version 0.1.0-SNAPSHOT");
            return 0;
        }
        out.println("Usage: hauban version");
        return 2;
    }
}
