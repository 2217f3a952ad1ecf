package dev.hauban.doctor.mend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void a_file_keeps_its_mode_and_nothing_is_left_beside_it() throws IOException {
        Path file = file("old\n", "rw-rw-r--");

        WholeFile.replace(file, "old\n", "new\n");

        assertThat(file).hasContent("new\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-r--");
        assertThat(names()).containsExactly("compose.yaml");
    }

    @Test
    void what_somebody_else_has_changed_meanwhile_stays() throws IOException {
        Path file = file("theirs\n", "rw-r--r--");

        assertThatThrownBy(() -> WholeFile.replace(file, "old\n", "new\n"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("was changed by somebody else meanwhile");
        assertThat(file).hasContent("theirs\n");
        assertThat(names()).containsExactly("compose.yaml");
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path file = file("old\n", "rw-r--r--");
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);

        WholeFile.replace(link, "old\n", "new\n");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new\n");
    }

    @Test
    void a_file_is_closed_to_others() throws IOException {
        Path file = file("secret\n", "rw-r--r--");

        WholeFile.close(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("compose.yaml"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
