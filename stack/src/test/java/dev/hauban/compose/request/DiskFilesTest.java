package dev.hauban.compose.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    @Test
    void the_device_with_nothing_in_it_is_an_empty_file_and_other_devices_are_none() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/null"));
        assertThat(files.kind("/dev/null")).isEqualTo(ComposeFiles.Kind.FILE);
        assertThat(files.kind(link.toString())).isEqualTo(ComposeFiles.Kind.FILE);
        assertThat(files.read(link.toString())).isEmpty();
        Files.delete(link);
        assertThat(files.kind("/dev/zero")).isEqualTo(ComposeFiles.Kind.SPECIAL);
    }

    @Test
    void what_the_process_was_started_with_is_read_once_and_answered_as_often_as_it_is_asked_for() throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        Process reader = new ProcessBuilder(
                        "bash",
                        "-c",
                        "exec \"$0\" -cp \"$1\" \"$2\" <(echo services)",
                        java,
                        System.getProperty("java.class.path"),
                        TwiceRead.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).endsWith("FILE services services\n");
        assertThat(reader.waitFor()).isZero();
    }

    /// Reads the file that it is given, twice.
    static final class TwiceRead {
        private TwiceRead() {}

        public static void main(String[] arguments) throws IOException {
            var files = new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]));
            String path = arguments[0];
            System.out.printf("%s %s %s%n", files.kind(path), text(files, path), text(files, path));
        }

        private static String text(DiskFiles files, String path) throws IOException {
            return new String(files.read(path), StandardCharsets.UTF_8).strip();
        }
    }
}
