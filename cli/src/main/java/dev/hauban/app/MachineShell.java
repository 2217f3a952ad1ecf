package dev.hauban.app;

import dev.hauban.boot.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Programs of this machine, run where we are.
final class MachineShell implements Shell {
    @Override
    public Ran run(List<String> words, String input) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        // What they say is understood in English only.
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
