package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A short program of the machine's, run to its end with a plain environment.
final class Subprocess {
    /// The machine's own, whatever the user's PATH is: apt looks for dpkg and gpgv on it.
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final List<String> PROXIES = List.of(
            "http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    private static final long TIMEOUT = 600;
    private static final long LOOK_EVERY = 100;

    private Subprocess() {}

    record Answer(int code, String output) {
        boolean isGood() {
            return code == 0;
        }
    }

    static Answer run(Machine machine, String... words) throws IOException, InterruptedException {
        return run(machine, List.of(words), Map.of(), () -> {});
    }

    /// @param settings more of the environment
    /// @param meanwhile called again and again until it ends
    static Answer run(Machine machine, List<String> words, Map<String, String> settings, Runnable meanwhile)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("hauban-", ".out");
        try {
            Process process = start(machine, words, settings, output);
            try {
                await(process, meanwhile);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Answer(process.waitFor(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static Process start(Machine machine, List<String> words, Map<String, String> settings, Path output)
            throws IOException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", SYSTEM_PATH);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("HOME", machine.home().toString());
        for (String name : PROXIES) {
            String value = machine.environment().get(name);
            if (value != null) {
                builder.environment().put(name, value);
            }
        }
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static void await(Process process, Runnable meanwhile) throws IOException, InterruptedException {
        long left = TimeUnit.SECONDS.toMillis(TIMEOUT);
        while (!process.waitFor(LOOK_EVERY, TimeUnit.MILLISECONDS)) {
            meanwhile.run();
            left -= LOOK_EVERY;
            if (left <= 0) {
                throw new IOException("not finished within " + TIMEOUT + " seconds");
            }
        }
    }
}
