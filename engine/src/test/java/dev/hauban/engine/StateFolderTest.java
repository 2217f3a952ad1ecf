package dev.hauban.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    private static final ProjectName SHOP = new ProjectName("shop");

    @TempDir
    private Path folder;

    @Test
    void it_is_beside_the_project_and_only_its_owner_may_look_in() throws IOException {
        var state = StateFolder.of(folder, SHOP, folder.resolve("user"));
        state.make();
        state.write("wanted", "secret");

        assertThat(state.path()).isEqualTo(folder.resolve(".hauban/shop"));
        assertThat(permissions(folder.resolve(".hauban"))).isEqualTo("rwx------");
        assertThat(permissions(state.path())).isEqualTo("rwx------");
        assertThat(permissions(state.file("wanted"))).isEqualTo("rw-------");
        assertThat(state.read("wanted")).contains("secret");
        assertThat(state.read("nothing")).isEmpty();
        assertThat(folder.resolve(".hauban/.gitignore")).hasContent("*");
    }

    @Test
    void rights_that_others_were_given_are_taken_away() throws IOException {
        Files.createDirectory(folder.resolve(".hauban"));
        Files.setPosixFilePermissions(folder.resolve(".hauban"), PosixFilePermissions.fromString("rwxrwxrwx"));

        StateFolder.of(folder, SHOP, folder.resolve("user")).make();

        assertThat(permissions(folder.resolve(".hauban"))).isEqualTo("rwx------");
    }

    @Test
    void a_link_is_refused() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve(".hauban"), folder.resolve("elsewhere"));

        assertThatThrownBy(() ->
                        StateFolder.of(folder, SHOP, folder.resolve("user")).make())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is a link or a file");
    }

    @Test
    void a_half_written_file_never_takes_the_place_of_a_whole_one() throws IOException {
        Path file = folder.resolve("wanted");
        WholeFile.write(file, "first");
        // What a crash leaves behind.
        Files.writeString(folder.resolve(".wanted.new"), "sec");

        assertThat(WholeFile.read(file)).contains("first");
        WholeFile.write(file, "second");

        assertThat(WholeFile.read(file)).contains("second");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
