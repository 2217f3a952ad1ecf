package dev.hauban.app;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/// Walks through what people type most, so that the JVM can keep what it loads and links for that
/// (docs/decisions/0004). Run once by the build, never by a user.
public final class Training {
    private static final List<List<String>> LESSONS = List.of(List.of("version"));

    private Training() {}

    public static void main(String[] arguments) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (List<String> lesson : LESSONS) {
            Main.run(lesson.toArray(String[]::new), nowhere);
        }
    }
}
