package dev.hauban.compose.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
    private final DiskFiles files = new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]));

    @TempDir
    private Path folder;

    @BeforeEach
    void standWithoutLinks() throws IOException {
        folder = folder.toRealPath();
    }

    @Test
    void a_path_without_a_link_stays_as_it_is_written() {
        String written = folder + "//a/./b/";
        assertThat(files.withoutFirstLink(written)).isEqualTo(written);
    }

    @Test
    void the_first_link_of_a_path_is_followed_and_the_rest_stays_as_it_is_written() throws IOException {
        Files.createDirectories(folder.resolve("real/inner"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        assertThat(files.withoutFirstLink(folder + "/link//inner/")).isEqualTo(folder + "/real//inner/");
        assertThat(files.withoutFirstLink(folder + "/link")).isEqualTo(folder + "/real");
    }

    @Test
    void a_link_that_leads_nowhere_is_told() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("nothing"));
        assertThat(files.withoutFirstLink(folder + "/link/inner")).isNull();
    }
}
