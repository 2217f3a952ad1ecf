package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Files that are meant to do harm, or that are no Compose files at all: the whole command ends in a problem, within a
/// second and within 256 MB.
///
/// The second is one of processor time, on a machine where `version` takes 45 ms of it (bench/README.md). So a busy
/// machine, or a slow one, is no reason to fail; a program that has become slow is.
@Timeout(900)
final class HostileFilesTest {
    private static final double VERSIONS_IN_A_SECOND = 1_000.0 / 45;
    private static final long MEGABYTES = 256;
    private static final String GOOD = "services: {a: {image: x}}\n";

    /// Writes the files of one case.
    private interface Writing {
        void write(Path folder) throws IOException, InterruptedException;
    }

    @Test
    void every_hostile_file_ends_in_a_problem_within_a_second_and_256_megabytes() throws Exception {
        try (var place = Workplace.of("hostile", GOOD)) {
            long versions = 0;
            var costs = new LinkedHashMap<String, Cost>();
            var failures = new LinkedHashMap<String, String>();
            for (Map.Entry<String, Writing> writing : cases().entrySet()) {
                clear(place.folder());
                writing.getValue().write(place.folder());
                long before = childrenTime();
                Running run = place.begin("config", "--quiet");
                long peak = peak(run);
                Outcome outcome = run.end(Workplace.LIMIT);
                long between = childrenTime();
                costs.put(writing.getKey(), new Cost(between - before, peak));
                place.must("version");
                versions += childrenTime() - between;
                if (!isProblem(outcome)) {
                    failures.put(writing.getKey(), outcome.toString());
                }
            }
            clear(place.folder());
            place.write("compose.yaml", GOOD);
            assertThat(failures).isEmpty();
            long second = Math.round(VERSIONS_IN_A_SECOND * versions / costs.size());
            costs.values().removeIf(cost -> cost.cpu() <= second && cost.peak() <= MEGABYTES);
            assertThat(costs)
                    .as("cases that take more than " + second + " ms or 256 MB")
                    .isEmpty();
        }
    }

    /// What a run of the program has taken.
    ///
    /// @param cpu in milliseconds
    /// @param peak of its memory, in megabytes
    private record Cost(long cpu, long peak) {}

    private static boolean isProblem(Outcome outcome) {
        return (outcome.code() == 3 || outcome.code() == 4)
                && !outcome.err().isBlank()
                && !outcome.err().contains("Exception")
                && !outcome.err().contains("\tat ");
    }

    /// The processor time of all programs that were started here and have ended, in milliseconds. It is told in steps
    /// of ten, but counted finely.
    private static long childrenTime() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return 10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
    }

    /// Looks on until the program has ended, and answers how much memory it had at most, in megabytes.
    private static long peak(Running run) throws InterruptedException {
        Path status = Path.of("/proc/" + run.pid() + "/status");
        long peak = 0;
        while (run.isAlive()) {
            peak = Math.max(peak, peak(status));
            Thread.sleep(2);
        }
        return peak / 1024;
    }

    private static long peak(Path status) {
        try {
            return Files.readString(status)
                    .lines()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static Map<String, Writing> cases() {
        var cases = new LinkedHashMap<String, Writing>();
        nesting(cases);
        bombs(cases);
        giants(cases);
        damage(cases);
        circles(cases);
        noFiles(cases);
        return cases;
    }

    private static void nesting(Map<String, Writing> cases) {
        cases.put("brackets", compose("a: " + "[".repeat(100_000)));
        cases.put("braces", compose("{a: ".repeat(100_000)));
        cases.put("dashes", compose("a:\n  " + "- ".repeat(100_000) + "x"));
        cases.put("question marks", compose("? ".repeat(100_000) + "x"));
        var blocks = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            blocks.append(" ".repeat(i)).append("a:\n");
        }
        cases.put("blocks", compose(blocks.toString()));
        cases.put(
                "defaults of defaults",
                compose("services: {a: {image: '" + "${A:-".repeat(50_000) + "}".repeat(50_000) + "'}}"));
        cases.put("open defaults", compose("services: {a: {image: '" + "${A:-x".repeat(100_000) + "'}}"));
    }

    private static void bombs(Map<String, Writing> cases) {
        var aliases = new StringBuilder("x-0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        var merges = new StringBuilder("x-0: &a0 {" + numbered("k%1$d: v, ", 50) + "}\n");
        var variables = new StringBuilder("A0=xxxxxxxxxx\n");
        for (int i = 1; i < 12; i++) {
            String nine = "*a%d, ".formatted(i - 1).repeat(9);
            aliases.append("x-%d: &a%d [%s]\n".formatted(i, i, nine));
            merges.append("x-%d: &a%d {<<: [%s], y: *a%d, z: *a%d}\n".formatted(i, i, nine, i - 1, i - 1));
            variables.append("A%d=%s\n".formatted(i, "$A%d".formatted(i - 1).repeat(10)));
        }
        cases.put("aliases", compose(aliases + GOOD));
        cases.put("merge keys", compose(merges + GOOD));
        cases.put(
                "long keys above aliases",
                compose("x-a: &a b\nx-b: {"
                        + ("? " + "k".repeat(10_000) + " : {").repeat(90) + "x: [" + "*a , ".repeat(50_000) + "]"
                        + "}".repeat(91) + "\n" + GOOD));
        cases.put(
                "extends",
                compose("services:\n  s0: {image: x, labels: {" + numbered("k%1$d: v, ", 1_000) + "}}\n"
                        + numbered("  t%1$d: {extends: s0}\n", 2_000)));
        cases.put("include", folder -> {
            write(folder, "compose.yaml", "include: [f0.yaml]");
            for (int i = 0; i < 20; i++) {
                write(folder, "f" + i + ".yaml", "include: [" + ("f" + (i + 1) + ".yaml, ").repeat(5) + "]");
            }
            write(folder, "f20.yaml", GOOD);
        });
        cases.put("variables", folder -> {
            write(folder, "compose.yaml", "services: {a: {image: $A11}}");
            write(folder, ".env", variables.toString());
        });
        cases.put("a variable used often", folder -> {
            write(
                    folder,
                    "compose.yaml",
                    "services: {a: {image: x, environment: [" + numbered("'B%1$d=$A', ", 5_000) + "]}}");
            write(folder, ".env", "A=" + "x".repeat(1_000_000));
        });
        cases.put("variables of services", folder -> {
            write(folder, "compose.yaml", "services: {" + numbered("s%1$d: {image: x, env_file: e}, ", 200) + "}");
            write(folder, "e", numbered("A%1$d=b\n", 100_000));
        });
        cases.put(
                "ports",
                compose("services: {a: {image: x, ports: [" + numbered("'127.0.0.%1$d:1-65535:1-65535', ", 200)
                        + "]}}"));
        cases.put("address pools", folder -> {
            String pools = "networks: {n: {ipam: {config: [" + numbered("{subnet: 10.0.%1$d.0/24}, ", 3_000) + "]}}}\n";
            write(folder, "compose.yaml", pools + GOOD);
            write(folder, "compose.override.yaml", pools.replace("10.0.", "11.0."));
        });
    }

    private static void giants(Map<String, Writing> cases) {
        cases.put("100 MB in one value", giant("services: {a: {image: ", "x".repeat(1_000), 100_000, "}}"));
        cases.put("100 MB of comment", giant("#", "c".repeat(1_000), 100_000, "\n"));
        cases.put("millions of keys", giant("x-a:\n", numbered("  k%1$d: v\n", 1_000), 10_000, ""));
        cases.put("15 MB in one value", giant("services: {a: {image: ", "x".repeat(1_000), 15_000, "}}"));
        cases.put("15 MB of comment", giant("#", "c".repeat(1_000), 15_000, "\n" + GOOD));
        cases.put("15 MB of keys", compose("x-a:\n" + numbered("  k%1$d: v\n", 1_100_000) + GOOD));
        cases.put("15 MB of items", giant("x-a: [\n", "a,".repeat(500_000) + "\n", 15, "]\n" + GOOD));
        cases.put("15 MB of documents", giant("", "--- {}\n", 2_000_000, ""));
        cases.put(
                "sixty thousand services",
                compose("services:\n" + numbered("  s%1$d: {image: x, foo%1$d: v}\n", 60_000)));
        cases.put(
                "a hundred thousand mistakes",
                compose("services:\n" + numbered("  s%1$d:\n    image: a: b\n", 100_000)));
        cases.put(
                "dependencies of all on all",
                compose("services:\n"
                        + numbered("  s%1$d: {image: x, depends_on: [" + numbered("s%1$d, ", 400) + "]}\n", 400)));
        cases.put("a key of 1 MB", compose("services: {a: {image: x, ? " + "k".repeat(1_000_000) + " : y}}"));
        cases.put("a number of 1 MB", compose("services: {a: {image: x, scale: " + "9".repeat(1_000_000) + "}}"));
        cases.put("a command of 2 MB", compose("services: {a: {image: x, command: " + "a ".repeat(1_000_000) + "}}"));
        cases.put("a huge .env", folder -> {
            write(folder, "compose.yaml", GOOD);
            write(folder, ".env", "A=b\n".repeat(20_000_000));
        });
        cases.put("a huge env_file", folder -> {
            write(folder, "compose.yaml", "services: {a: {image: x, env_file: e}}");
            write(folder, "e", "A=b\n".repeat(20_000_000));
        });
    }

    private static void damage(Map<String, Writing> cases) {
        cases.put("NUL", compose("services:\n  a:\n    image: a\0b\n"));
        cases.put("NUL alone", compose("\0".repeat(1_000_000)));
        cases.put(
                "NUL by escape",
                compose("services: {a: {image: x, env_file: \"e\\0\", extends: {file: \"f\\0\","
                        + " service: a}}}\ninclude: [\"i\\0\"]\n"));
        cases.put(
                "Latin 1",
                folder -> Files.write(
                        folder.resolve("compose.yaml"),
                        "services: {a: {image: caf\u00E9}}".getBytes(StandardCharsets.ISO_8859_1)));
        cases.put(
                "UTF-16 without a mark",
                folder -> Files.write(
                        folder.resolve("compose.yaml"),
                        "services: {a: {image: caf\u00E9}}".getBytes(StandardCharsets.UTF_16LE)));
        cases.put("CR alone", compose("services:\r  a:\r    image: x\r    foo: y\r"));
    }

    private static void circles(Map<String, Writing> cases) {
        cases.put("files in a circle", folder -> {
            write(folder, "compose.yaml", "include: [{path: [c.yaml, b.yaml]}]\n" + GOOD);
            write(folder, "b.yaml", "include: [compose.yaml]\n");
            write(folder, "c.yaml", "services: {c: {image: x}}\n");
        });
        cases.put("services in a circle", folder -> {
            write(folder, "compose.yaml", "services: {a: {extends: {file: b.yaml, service: a}}}");
            write(folder, "b.yaml", "services: {a: {extends: {file: compose.yaml, service: a}}}");
        });
        cases.put("anchors in a circle", compose("services: &s {a: &a {image: x, labels: *a, x-b: *s}}"));
        cases.put("links in a circle", folder -> {
            write(folder, "compose.yaml", "include: [l.yaml]\n" + GOOD);
            Files.createSymbolicLink(folder.resolve("l.yaml"), Path.of("m.yaml"));
            Files.createSymbolicLink(folder.resolve("m.yaml"), Path.of("l.yaml"));
        });
    }

    private static void noFiles(Map<String, Writing> cases) {
        for (String device : List.of("/dev/zero", "/dev/random", "/dev/full")) {
            cases.put(device, folder -> Files.createSymbolicLink(folder.resolve("compose.yaml"), Path.of(device)));
        }
        cases.put(
                "devices in a file",
                compose("services: {a: {image: x, env_file: /dev/zero, label_file: /dev/random,"
                        + " extends: {file: /dev/zero, service: a}}}\ninclude: [/dev/zero]\n"));
        cases.put("a device as .env", folder -> {
            write(folder, "compose.yaml", GOOD);
            Files.createSymbolicLink(folder.resolve(".env"), Path.of("/dev/zero"));
        });
        cases.put("a folder", folder -> Files.createDirectory(folder.resolve("compose.yaml")));
        cases.put("a pipe", folder -> pipe(folder.resolve("compose.yaml")));
        cases.put("a pipe as .env", folder -> {
            write(folder, "compose.yaml", GOOD);
            pipe(folder.resolve(".env"));
        });
        cases.put("a socket", folder -> {
            try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                socket.bind(UnixDomainSocketAddress.of(folder.resolve("compose.yaml")));
            }
        });
    }

    private static Writing compose(String text) {
        return folder -> write(folder, "compose.yaml", text);
    }

    /// A file too large to be made in memory.
    private static Writing giant(String begin, String part, int parts, String end) {
        return folder -> {
            try (var writer = Files.newBufferedWriter(folder.resolve("compose.yaml"))) {
                writer.write(begin);
                for (int i = 0; i < parts; i++) {
                    writer.write(part);
                }
                writer.write(end);
            }
        };
    }

    private static String numbered(String format, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(format.replace("%1$d", Integer.toString(i)));
        }
        return text.toString();
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static void pipe(Path path) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                }
            }
        }
    }
}
