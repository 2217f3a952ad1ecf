package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small program of this machine that does for a build what Java has no word for: tar, chmod.
final class Subtool {
    private static final long MOST_SECONDS = 120;

    private Subtool() {}

    /// @throws IOException with what it said, if it failed
    static void run(List<String> words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(words.getFirst() + ": " + said.strip());
        }
    }
}
