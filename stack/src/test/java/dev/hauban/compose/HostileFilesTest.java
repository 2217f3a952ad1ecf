package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.hauban.compose.request.ComposeFiles;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that are meant to do harm, or that something has damaged: each ends in a problem, and quickly.
@Timeout(20)
class HostileFilesTest {
    @Test
    void deep_nesting_ends_in_a_problem() {
        assertThat(problems("a: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("levels deep");
        assertThat(problems("{a: ".repeat(100_000))).singleElement().asString().contains("levels deep");
    }

    @Test
    void a_few_lines_that_mean_millions_of_values_end_in_a_problem() {
        var aliases = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        var merges = new StringBuilder("a0: &a0 {%s}\n".formatted(pairs(50)));
        for (int i = 1; i < 12; i++) {
            String nine = "*a%d, ".formatted(i - 1).repeat(9);
            aliases.append("a%d: &a%d [%s]\n".formatted(i, i, nine));
            merges.append("a%d: &a%d {<<: [%s], y: *a%d, z: *a%d}\n".formatted(i, i, nine, i - 1, i - 1));
        }
        var services = new StringBuilder("services:\n  s0: {image: x, labels: {%s}}\n".formatted(pairs(1_000)));
        for (int i = 1; i < 1_000; i++) {
            services.append("  s%d: {extends: s%d}\n".formatted(i, i <= 40 ? i - 1 : 40));
        }
        String ports = "services: {a: {image: x, ports: [%s]}}"
                .formatted("'1-65535:1-65535', '127.0.0.1:1-65535:1-65535', ".repeat(2));
        for (String bomb : List.of(aliases.toString(), merges.toString(), services.toString(), ports)) {
            assertThat(problems(bomb)).singleElement().asString().contains("grows to more than 500000 values");
        }
    }

    @Test
    void more_values_than_ten_thousand_services_have_end_in_a_problem() {
        assertThat(problems("x-a: [" + ("[a], ".repeat(180_000) + "\n").repeat(3) + "]"))
                .singleElement()
                .asString()
                .contains("more than 550000 keys and values");
        assertThat(problems("--- {}\n".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("more than 550000 keys and values");
    }

    @Test
    void lines_without_end_are_not_read() {
        assertThat(problems("# " + "x".repeat(3_000_000)))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:1:1: this line has more than 2 MB");
        assertThat(problems("services: {}\n" + " # x\n".repeat(500_000)))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:400001:1: this file has more than 400000 lines");
        assertThat(problems("x-a: [\n" + ("a,".repeat(500_000) + "\n").repeat(3) + "]\n"))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:3:1: this file has more than 550000 commas");
    }

    @Test
    void files_that_multiply_or_never_end_include_and_extend_no_more() {
        var includes = new MemoryFiles().with("compose.yaml", "include: [f0.yaml]");
        var extended = new MemoryFiles().with("compose.yaml", "services: {a: {extends: {file: f0.yaml, service: a}}}");
        for (int i = 0; i < 60; i++) {
            includes.with("f%d.yaml".formatted(i), "include: [f%d.yaml]".formatted(i + 1));
            extended.with(
                    "f%d.yaml".formatted(i), "services: {a: {extends: {file: f%d.yaml, service: a}}}".formatted(i + 1));
        }
        assertThat(problems(includes)).singleElement().asString().contains("more than 50 levels deep");
        assertThat(problems(extended)).singleElement().asString().contains("more than 50 levels deep");
        for (int i = 0; i < 20; i++) {
            includes.with(
                    "f%d.yaml".formatted(i),
                    "include: [%s]".formatted("f%d.yaml, ".formatted(i + 1).repeat(5)));
        }
        includes.with("f20.yaml", "services: {a: {image: x}}");
        assertThat(problems(includes)).singleElement().asString().contains("too many other files");
    }

    @Test
    void variables_that_multiply_end_in_a_problem() {
        var variables = new StringBuilder("A0=xxxxxxxxxx\n");
        for (int i = 1; i < 12; i++) {
            variables.append("A%d=%s\n".formatted(i, "$A%d".formatted(i - 1).repeat(10)));
        }
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "services: {a: {image: x, labels: [%s]}}".formatted("'k=$A4', ".repeat(200)))
                .with(".env", variables.toString());
        assertThat(problems(files)).first().asString().contains("make it longer than 1 MB");
        files.with(".env", "A4=" + "x".repeat(1_000_000) + "\n");
        assertThat(problems(files)).singleElement().asString().contains("grow to more than 16 MB");
    }

    @Test
    void defaults_of_defaults_are_read_as_deep_as_anybody_writes_them_and_side_by_side_without_end() {
        assertThat(problems("services: {a: {image: '" + "${A:-".repeat(50_000) + "x" + "}".repeat(50_000) + "'}}"))
                .singleElement()
                .asString()
                .contains("nested more than 50 levels deep");
        assertThat(problems("services: {a: {image: x, hostnam: '" + "${A:-x}".repeat(100_000) + "'}}"))
                .singleElement()
                .asString()
                .contains("did you mean `hostname`?");
    }

    @Test
    void numbers_without_end_are_none() {
        String digits = "9".repeat(1_000_000);
        assertThat(problems("services: {a: {image: x, mem_limit: %s, cpus: 1e%s, scale: 0x%s, stop_grace_period: %ss}}"
                        .formatted(digits, "9".repeat(1_000), "f".repeat(100_000), "9".repeat(10_000))))
                .hasSize(4)
                .allMatch(problem -> problem.length() < 1_000);
    }

    @Test
    void a_command_that_no_system_starts_is_refused() {
        assertThat(problems("services: {a: {image: x, command: \"" + "a 'b' ".repeat(200_000) + "\"}}"))
                .singleElement()
                .asString()
                .contains("longer than 1 MB");
    }

    private static String pairs(int count) {
        var pairs = new StringBuilder();
        for (int i = 0; i < count; i++) {
            pairs.append("k%d: v, ".formatted(i));
        }
        return pairs.toString();
    }

    @Test
    void an_anchor_that_contains_itself_ends_in_a_problem() {
        assertThat(problems("services: &s {web: {image: x, x-all: *s}}"))
                .singleElement()
                .asString()
                .contains("`*s`");
    }

    @Test
    void characters_that_no_text_has_are_told_with_their_place() {
        assertThat(problems("services:\n  web:\n    image: a\0b\n"))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:3:13: ")
                .contains("U+0000");
        byte[] latin1 = "services:\n  web:\n    image: caf\u00E9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(problems(new MemoryFiles().with("compose.yaml", latin1)))
                .singleElement()
                .asString()
                .startsWith("compose.yaml:3:1: ")
                .contains("UTF-8");
    }

    @Test
    void what_is_no_file_is_not_opened() {
        assertThat(problems(new MemoryFiles().with("compose.yaml", ComposeFiles.Kind.SPECIAL)))
                .singleElement()
                .asString()
                .contains("a pipe or a device");
        assertThat(problems(new MemoryFiles().with("compose.yaml", ComposeFiles.Kind.FOLDER)))
                .singleElement()
                .asString()
                .contains("a folder");
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "services: {web: {image: x, env_file: [pipe]}}")
                .with("pipe", ComposeFiles.Kind.SPECIAL);
        assertThat(problems(files)).singleElement().asString().contains("pipe is a pipe or a device");
    }

    @Test
    void a_file_that_is_too_large_is_not_read_on() {
        byte[] large = new byte[ComposeFiles.SIZE_LIMIT + 1];
        Arrays.fill(large, (byte) '#');
        assertThat(problems(new MemoryFiles().with("compose.yaml", large)))
                .singleElement()
                .asString()
                .contains("16 MB");
    }

    @Test
    void files_that_include_each_other_are_told_with_their_circle() {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "include: [b.yaml]\nservices: {web: {image: x}}\n")
                .with("b.yaml", "include: [compose.yaml]\n");
        assertThat(problems(files))
                .singleElement()
                .asString()
                .contains("files include each other: compose.yaml -> b.yaml -> compose.yaml");
    }

    @Test
    void services_that_extend_each_other_are_told_with_their_circle() {
        MemoryFiles files = new MemoryFiles()
                .with("compose.yaml", "services: {web: {extends: {service: web, file: b.yaml}}}\n")
                .with("b.yaml", "services: {web: {extends: {service: web, file: compose.yaml}}}\n");
        assertThat(problems(files))
                .singleElement()
                .asString()
                .contains("a service extends itself: web in compose.yaml");
    }

    @Test
    void names_that_lead_to_other_machines_are_refused() {
        assertThat(problems("include: ['https://github.com/a/b.git']\nservices: {web: {image: x}}"))
                .singleElement()
                .asString()
                .contains("git repositories and registries");
        assertThat(problems("services: {web: {extends: {service: x, file: 'oci://a/b'}}}"))
                .singleElement()
                .asString()
                .contains("git repositories and registries");
    }

    @Test
    void a_real_pipe_is_recognized(@TempDir Path folder) throws IOException, InterruptedException {
        Path pipe = folder.resolve("compose.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var files = new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]));
        Reading reading = new ComposeReader(files).read(ComposeRequest.in(folder, Map.of()));
        assertThat(((Reading.Refused) reading).problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("a pipe or a device");
        assertThat(Files.exists(pipe)).isTrue();
    }

    /// Any text at all is read or refused; nothing is thrown.
    @Test
    void random_damage_never_ends_in_an_exception() {
        String file = """
                x-base: &base {image: app, environment: {A: "${B:-c}"}}
                services:
                  web:
                    <<: *base
                    ports: ["80:80", {target: 9, published: "8"}]
                    volumes: [./a:/b:ro, {type: tmpfs, target: /t, tmpfs: {size: 1m}}]
                    depends_on: {db: {condition: service_healthy}}
                    healthcheck: {test: [CMD, a], interval: 5s}
                    deploy: {resources: {limits: {cpus: "0.5", memory: 5m}}, replicas: 2}
                    networks: {n: {aliases: [x]}}
                    ulimits: {nofile: {soft: 1, hard: 2}}
                    secrets: [s]
                    build: {context: ., args: [A=1]}
                    x-hauban: {category: application}
                  db: {image: db, command: a b "c d", extends: {service: web}}
                networks: {n: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}
                secrets: {s: {file: ./s}}
                x-hauban: {groups: {all: [web]}}
                """;
        var random = new Random(42);
        String pieces = "{}[]:,-#&*!|>'\"%@`$~\n \t?0x1.9eyn<";
        for (int round = 0; round < 4_000; round++) {
            var damaged = new StringBuilder(file);
            for (int i = 0; i <= random.nextInt(3); i++) {
                int at = random.nextInt(damaged.length() - 8);
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, pieces.charAt(random.nextInt(pieces.length())));
                    case 1 -> damaged.delete(at, at + 1 + random.nextInt(7));
                    default -> damaged.insert(at, pieces.charAt(random.nextInt(pieces.length())));
                }
            }
            String text = damaged.toString();
            assertThatNoException().as(text).isThrownBy(() -> read(new MemoryFiles().with("compose.yaml", text)));
        }
    }

    /// Numbers, strings, lists and mappings everywhere: whatever stands at a key is read or refused.
    @Test
    void any_kind_of_value_at_any_key_never_ends_in_an_exception() {
        List<String> values = List.of(
                "null",
                "1",
                "1.5",
                "true",
                "text",
                "''",
                "[]",
                "[1]",
                "[null]",
                "[[]]",
                "{}",
                "{a: b}",
                "{a: null}",
                "[{a: b}]",
                "2026-01-01",
                "-1",
                "99999999999999999999",
                "{x-a: 1}",
                "[text]");
        for (String key : dev.hauban.compose.shape.ShapeKeys.ofService()) {
            for (String value : values) {
                String text = "services: {web: {image: x, " + key + ": " + value + "}}";
                assertThatNoException().as(text).isThrownBy(() -> read(new MemoryFiles().with("compose.yaml", text)));
            }
        }
    }

    @Test
    void ten_thousand_services_are_read_in_seconds() {
        var file = new StringBuilder("services:\n");
        for (int i = 0; i < 10_000; i++) {
            file.append("  s%d: {image: 'app:%d', environment: {A: '${B:-c}'}, depends_on: [s%d]}\n"
                    .formatted(i, i, Math.max(0, i - 1)));
        }
        String first = file.toString().replace(", depends_on: [s0]}\n  s1:", "}\n  s1:");
        long start = System.nanoTime();
        assertThat(read(new MemoryFiles().with("compose.yaml", first))).isInstanceOf(Reading.Read.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    private static List<String> problems(String file) {
        return problems(new MemoryFiles().with("compose.yaml", file));
    }

    private static List<String> problems(MemoryFiles files) {
        return ((Reading.Refused) read(files))
                .problems().stream().map(Problem::text).toList();
    }

    private static Reading read(MemoryFiles files) {
        return new ComposeReader(files).read(ComposeRequest.in(Path.of("/work"), Map.of("HOME", "/home/me")));
    }
}
