package dev.hauban.doctor.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.doctor.subject.Paper;
import dev.hauban.doctor.subject.ProjectFiles.Copied;
import dev.hauban.doctor.subject.ProjectFiles.Entry;
import dev.hauban.doctor.subject.ProjectFiles.Git;
import dev.hauban.doctor.subject.Subject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Looks at a project on the disk of the machine on which it runs.
final class SurveyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    Path folder = Path.of("");

    @Test
    void files_are_papers_by_what_they_are() throws Exception {
        write("compose.yaml", """
                services:
                  web:
                    build: web
                    env_file: [web.env]
                  db:
                    image: mysql:8.0
                    volumes: ["./conf:/etc/mysql/conf.d:ro"]
                """);
        write(".env", "A=1\n");
        write("web.env", "B=2\n");
        write("web/Dockerfile", "FROM node:22\n");
        write("conf/shop.cnf", "[mysqld]\n");
        write("conf/readme.txt", "no settings\n");
        write("deploy.sh", "docker compose up\n");
        write("notes.txt", "nothing\n");
        write("scripts/backup.sh", "tar\n");
        write(".github/workflows/ci.yml", "on: push\n");
        write("k8s/base/hpa.yaml", "kind: Job\n");
        write("k8s/node_modules/x/other.yaml", "kind: Job\n");
        write(".gitignore", ".env\n");
        Files.write(folder.resolve("binary.sh"), new byte[] {(byte) 0xFF, 0});

        Subject subject = survey(Map.of());

        assertThat(subject.files().papers())
                .extracting(paper -> paper.kind() + " " + paper.name())
                .containsExactlyInAnyOrder(
                        "COMPOSE compose.yaml",
                        "VARIABLES .env",
                        "VARIABLES web.env",
                        "DOCKERFILE web/Dockerfile",
                        "SETTINGS conf/shop.cnf",
                        "SCRIPT deploy.sh",
                        "SCRIPT scripts/backup.sh",
                        "SCRIPT .github/workflows/ci.yml",
                        "MANIFEST k8s/base/hpa.yaml",
                        "IGNORED .gitignore");
    }

    @Test
    void a_file_is_seen_as_it_would_be() throws Exception {
        write("compose.yaml", "services: {web: {image: 'web:1'}}\n");
        String path = folder.resolve("compose.yaml").toString();

        assertThat(survey(Map.of(path, "# edited\n")).files().papers(Paper.Kind.COMPOSE))
                .singleElement()
                .satisfies(paper -> assertThat(paper.text()).isEqualTo("# edited\n"));
    }

    @Test
    void the_machine_is_told_as_far_as_it_tells() throws Exception {
        write("compose.yaml", "services: {web: {image: 'web:1', volumes: ['./data:/data', './none:/none']}}\n");
        write("data/file", "x\n");
        write(".env", "A=1\n");
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(folder.resolve(".env"), FileTime.from(NOW.plusSeconds(600)));
        Files.setLastModifiedTime(folder.resolve("compose.yaml"), FileTime.from(NOW.minusSeconds(600)));

        Subject subject = survey(Map.of());

        assertThat(subject.machine().memory().orElseThrow().total()).isGreaterThan(1L << 27);
        assertThat(subject.machine().disk().orElseThrow().total()).isPositive();
        assertThat(subject.machine().clock().behind()).hasValue(600);
        assertThat(subject.files().entries().get(folder.resolve("none").toString()))
                .isEqualTo(new Entry.Missing());
        assertThat(subject.files().entries().get(folder.resolve("data").toString()))
                .isInstanceOfSatisfying(
                        Entry.There.class, there -> assertThat(there.isFolder()).isTrue());
        assertThat(subject.files().entries().get(folder.resolve(".env").toString()))
                .isInstanceOfSatisfying(
                        Entry.There.class, there -> assertThat(there.mode()).isEqualTo(0640));
    }

    @Test
    void git_says_what_it_does_with_files_of_variables() throws Exception {
        assumeTrue(hasGit(), "git is needed to ask it");
        write("shop/compose.yaml", "services: {web: {image: 'web:1', env_file: [a.env, b.env, c.env]}}\n");
        write("shop/a.env", "A=1\n");
        write("shop/b.env", "B=1\n");
        write("shop/c.env", "C=1\n");
        write(".gitignore", "c.env\n");
        git("init", "--quiet");
        git("add", "shop/a.env");

        Subject subject = survey(folder.resolve("shop"), Map.of());

        assertThat(subject.files().inGit())
                .containsOnly(
                        Map.entry("a.env", Git.COMMITTED),
                        Map.entry("b.env", Git.SEEN),
                        Map.entry("c.env", Git.IGNORED));
    }

    @Test
    void without_a_repository_nothing_is_known_of_git() throws Exception {
        write("compose.yaml", "services: {web: {image: 'web:1'}}\n");
        write(".env", "A=1\n");

        assertThat(survey(Map.of()).files().inGit()).isEmpty();
    }

    @Test
    void the_newest_set_of_the_project_counts() throws Exception {
        write("compose.yaml", "name: shop\nservices: {web: {image: 'web:1'}}\n");
        assertThat(survey(Map.of()).files().copied()).contains(new Copied(Optional.empty(), new TreeMap<>()));

        set("backups/shop-20251201-020000", NOW.minus(Duration.ofDays(30)));
        set("backups/shop-20251230-020000", NOW.minus(Duration.ofDays(2)));
        set("backups/other-20260101-020000", NOW.minus(Duration.ofHours(1)));
        Files.createDirectories(folder.resolve("backups/shop-20260101-110000"));

        assertThat(survey(Map.of()).files().copied())
                .contains(new Copied(Optional.of(Duration.ofDays(2)), new TreeMap<>()));
    }

    @Test
    void the_sizes_of_what_was_copied_are_told_newest_first() throws Exception {
        write("compose.yaml", "name: shop\nservices: {web: {image: 'web:1'}}\n");
        set("backups/shop-1", NOW.minus(Duration.ofDays(2)));
        set("backups/shop-2", NOW.minus(Duration.ofDays(1)));
        set("backups/shop-3", NOW);
        manifest("shop-1", 2_000, NOW.minus(Duration.ofDays(2)));
        manifest("shop-2", 900, NOW.minus(Duration.ofDays(1)));

        assertThat(survey(Map.of()).files().copied().orElseThrow().sizes())
                .isEqualTo(Map.of("db", List.of(900L, 2_000L), "web: uploads", List.of(5L, 5L)));
    }

    private void manifest(String name, int bytes, Instant made) throws IOException {
        Path manifest = folder.resolve("backups").resolve(name).resolve("manifest.json");
        Files.writeString(manifest, """
                {"parts": [{"subject": {"service": "db", "image": "postgres:17"}, "bytes": %d},
                  {"subject": {"service": "web", "source": "uploads", "target": "/x"}, "bytes": 5}]}
                """.formatted(bytes));
        Files.setLastModifiedTime(manifest, FileTime.from(made));
    }

    private void set(String name, Instant made) throws IOException {
        write(name + "/manifest.json", "{}\n");
        Files.setLastModifiedTime(folder.resolve(name).resolve("manifest.json"), FileTime.from(made));
    }

    private static boolean hasGit() throws InterruptedException {
        try {
            return new ProcessBuilder("git", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        }
    }

    private void git(String... words) throws Exception {
        var command = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Subject survey(Map<String, String> texts) throws Exception {
        return survey(folder, texts);
    }

    private static Subject survey(Path standing, Map<String, String> texts) throws Exception {
        var reader = new ComposeReader(new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0])));
        ComposeRequest request = ComposeRequest.in(standing, Map.of());
        if (reader.read(request) instanceof Reading.Read read) {
            return new Survey(standing, () -> NOW, texts)
                    .of(read.stack(), reader.origins(request).origins(), "local");
        }
        throw new AssertionError("the example can't be read");
    }
}
