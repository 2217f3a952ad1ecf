package dev.hauban.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarWriterTest {
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void every_kind_of_entry_is_read_by_tar() throws Exception {
        String longName = "a folder/" + "é".repeat(60) + "/" + "n".repeat(90);
        String longTarget = "../" + "t".repeat(200);
        Path file = folder.resolve("all.tar");
        try (OutputStream out = Files.newOutputStream(file)) {
            var tar = new TarWriter(out);
            tar.folder(entry("a folder", 0755));
            tar.file(entry("a folder/empty", 0600), new byte[0]);
            tar.file(entry("a folder/block", 0644), new byte[512]);
            tar.file(entry(longName, 04755), "content".getBytes(StandardCharsets.UTF_8));
            tar.link(entry("link", 0777), "a folder/block");
            tar.link(entry("far", 0777), longTarget);
            tar.pipe(entry("pipe", 0622));
            tar.file(new TarWriter.Entry("foreign", 0644, 4_000_000, 5_000_000, TIME), new byte[1]);
            tar.end();
        }

        List<String> listed = listed(file);

        assertThat(listed)
                .containsExactly(
                        "drwxr-xr-x 0/0 0 2026-03-01 12:00:00 a folder/",
                        "-rw------- 0/0 0 2026-03-01 12:00:00 a folder/empty",
                        "-rw-r--r-- 0/0 512 2026-03-01 12:00:00 a folder/block",
                        "-rwsr-xr-x 0/0 7 2026-03-01 12:00:00 " + longName,
                        "lrwxrwxrwx 0/0 0 2026-03-01 12:00:00 link -> a folder/block",
                        "lrwxrwxrwx 0/0 0 2026-03-01 12:00:00 far -> " + longTarget,
                        "prw--w--w- 0/0 0 2026-03-01 12:00:00 pipe",
                        "-rw-r--r-- 4000000/5000000 1 2026-03-01 12:00:00 foreign");
        assertThat(Files.size(file) % 512).isZero();
    }

    @Test
    void an_extended_header_counts_itself() throws Exception {
        Path file = folder.resolve("names.tar");
        try (OutputStream out = Files.newOutputStream(file)) {
            var tar = new TarWriter(out);
            for (int length = 80; length < 120; length++) {
                tar.file(entry("x".repeat(length), 0644), new byte[0]);
            }
            tar.end();
        }

        assertThat(listed(file)).hasSize(40).last().asString().endsWith(" " + "x".repeat(119));
    }

    @Test
    void a_file_that_became_longer_is_cut_and_one_that_became_shorter_is_told() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        tar.file(entry("grown", 0644), 3, new ByteArrayInputStream(new byte[] {'a', 'b', 'c', 'd'}));

        assertThat(bytes.toByteArray()).hasSize(1024);
        assertThat(bytes.toByteArray()[515]).isZero();
        assertThatThrownBy(() -> tar.file(entry("shrunk", 0644), 3, new ByteArrayInputStream(new byte[2])))
                .isInstanceOf(EOFException.class)
                .hasMessage("shrunk became shorter while it was read");
    }

    private static TarWriter.Entry entry(String name, int mode) {
        return new TarWriter.Entry(name, mode, 0, 0, TIME);
    }

    private static List<String> listed(Path file) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tar")), "there is no /usr/bin/tar");
        var command = new ProcessBuilder(
                "/usr/bin/tar", "tvf", file.toString(), "--full-time", "--numeric-owner", "--quoting-style=literal");
        command.environment().put("TZ", "UTC");
        command.environment().put("LC_ALL", "C.UTF-8");
        Process process = command.redirectErrorStream(true).start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .map(TarWriterTest::plain)
                .toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        return lines;
    }

    /// Without what aligns columns.
    private static String plain(String line) {
        return line.replaceFirst("^(\\S+) +(\\S+) +", "$1 $2 ");
    }
}
