package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void the_answer_takes_the_place_of_what_was_there_and_leaves_nothing_beside() throws IOException {
        Path file = folder.resolve("out.yaml");
        Files.writeString(file, "something longer than the answer\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        OutputFile.write(file, "answer\n");

        assertThat(file).hasContent("answer\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(inFolder()).containsExactly("out.yaml");
    }

    @Test
    void a_link_goes_on_leading_to_its_file() throws IOException {
        Path file = Files.writeString(folder.resolve("real.yaml"), "old\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("real.yaml"));

        OutputFile.write(link, "answer\n");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("answer\n");
    }

    @Test
    void a_device_is_written_to_as_it_is() throws IOException {
        OutputFile.write(Path.of("/dev/null"), "answer\n");

        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void where_it_cannot_be_written_nothing_is_left() throws IOException {
        Path nowhere = folder.resolve("missing/out.yaml");

        assertThatThrownBy(() -> OutputFile.write(nowhere, "answer\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> OutputFile.write(folder, "answer\n")).isInstanceOf(IOException.class);
        assertThat(inFolder()).isEmpty();
    }

    private Stream<String> inFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
