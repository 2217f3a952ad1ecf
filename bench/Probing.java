import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What it takes to test services that go on starting: of the command, and of the machine with the daemon's part, less
/// what the machine has to do when nobody tests them. Only where nothing else is at work does the second mean anything.
final class Probing {
    private static final int SECONDS = 15;
    /// The first tests come in quicker succession.
    private static final int SETTLING = 5;

    private final String hauban;

    /// @param hauban as it is typed before a command
    Probing(String hauban) {
        this.hauban = hauban;
    }

    void measure(int services) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hauban-bench-");
        Files.writeString(folder.resolve("compose.yaml"), neverReady(services));
        Process command = start(folder, hauban + " up -d --wait --wait-timeout 600");
        try {
            while (running(folder) < services) {
                Thread.sleep(500);
            }
            Thread.sleep(SETTLING * 1_000L);
            long ofCommand = ticks(command.pid());
            long busy = busy();
            Thread.sleep(SECONDS * 1_000L);
            ofCommand = ticks(command.pid()) - ofCommand;
            long tested = busy() - busy;
            command.destroy();
            command.waitFor();
            busy = busy();
            Thread.sleep(SECONDS * 1_000L);
            System.out.printf(
                    Locale.ROOT,
                    "%d services that go on starting, %% of a core: the command %.1f, the machine %.1f, without tests %.1f%n",
                    services,
                    (double) ofCommand / SECONDS,
                    (double) tested / SECONDS,
                    (double) (busy() - busy) / SECONDS);
        } finally {
            command.destroy();
            if (start(folder, hauban + " down -v").waitFor() != 0) {
                System.err.println("what was measured may be there still: " + folder);
            }
        }
    }

    private static Process start(Path folder, String command) throws IOException {
        return new ProcessBuilder(words(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long running(Path folder) throws IOException, InterruptedException {
        Process list = new ProcessBuilder(words("docker compose ps --quiet --status running"))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream output = list.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        } finally {
            list.waitFor();
        }
    }

    /// Of which there are a hundred in a second.
    private static long ticks(long process) throws IOException {
        String text = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /// Ticks in which a processor of the machine had something to do: all but `idle` and `iowait`.
    private static long busy() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
        long sum = 0;
        for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
            sum += Long.parseLong(fields[field]);
        }
        return sum;
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.split(" "));
    }

    private static String neverReady(int services) {
        var file = new StringBuilder("services:\n");
        for (int number = 1; number <= services; number++) {
            file.append("  service-").append(number).append(":\n");
            file.append("    image: hauban-test/busybox:1\n    stop_signal: SIGKILL\n");
            file.append("    command: [sleep, \"1000\"]\n");
            file.append("    healthcheck: {test: test -f /tmp/ready, interval: 30s}\n");
        }
        return file.toString();
    }
}
