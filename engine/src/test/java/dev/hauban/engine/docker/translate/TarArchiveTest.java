package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir
    private Path folder;

    @Test
    void the_machines_own_tar_reads_what_was_written() throws IOException, InterruptedException {
        byte[] large = new byte[100_000];
        byte[] archive = new TarArchive(TIME)
                .with(
                        new TarArchive.Entry("/run/secrets/key", 0440, 1000, 1001),
                        "s3cret".getBytes(StandardCharsets.UTF_8))
                .with(new TarArchive.Entry("/empty", 0444, 0, 0), new byte[0])
                .with(new TarArchive.Entry("/large", 04755, 0, 0), large)
                .bytes();
        assertThat(listed(archive))
                .containsExactly(
                        "-r--r----- 1000/1001 6 2026-02-03 04:05 run/secrets/key",
                        "-r--r--r-- 0/0 0 2026-02-03 04:05 empty",
                        "-rwsr-xr-x 0/0 100000 2026-02-03 04:05 large");
        assertThat(archive.length % 512).isZero();
    }

    @Test
    void names_and_owners_may_be_longer_than_the_header() throws IOException, InterruptedException {
        String path = "/" + "ü".repeat(60) + "/" + "x".repeat(150);
        byte[] archive = new TarArchive(TIME)
                .with(new TarArchive.Entry(path, 0444, 4_000_000_000L, 3_000_000_000L), new byte[] {'a'})
                .with(new TarArchive.Entry("/after", 0444, 0, 0), new byte[] {'b'})
                .bytes();
        assertThat(listed(archive))
                .containsExactly(
                        "-r--r--r-- 4000000000/3000000000 1 2026-02-03 04:05 " + path.substring(1),
                        "-r--r--r-- 0/0 1 2026-02-03 04:05 after");
    }

    private List<String> listed(byte[] archive) throws IOException, InterruptedException {
        Path file = folder.resolve("archive.tar");
        Files.write(file, archive);
        var builder = new ProcessBuilder(
                        "tar", "--utc", "--numeric-owner", "--quoting-style=literal", "-tvf", file.toString())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process tar = builder.start();
        String said = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tar.waitFor()).as(said).isZero();
        return said.lines().map(line -> line.replaceAll(" +", " ")).toList();
    }
}
