package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each file in `src/test/transcripts` is a talk with the program: `$ hauban …`, what it says, `exit …`. Run with
/// `-Dhauban.update=true` to write down what it says now, and read the difference.
final class TranscriptTest {
    private static final Path FOLDER = Path.of("src/test/transcripts");

    static Stream<Path> transcripts() throws IOException {
        return Files.list(FOLDER).sorted();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void the_program_says_what_was_written_down(Path file) throws Exception {
        String expected = Files.readString(file);
        var said = new StringBuilder();
        for (String line : expected.lines().toList()) {
            if (line.startsWith("$ hauban")) {
                said.append(line).append('\n').append(answer(line.substring("$ hauban".length())));
            }
        }
        assertThat(said).as("nothing is asked in " + file).isNotEmpty();
        if (Boolean.getBoolean("hauban.update")) {
            Files.writeString(file, said);
            return;
        }
        assertThat(said.toString()).isEqualTo(expected);
    }

    private static String answer(String arguments) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(Map.of(), Path.of("/work"), stream, stream, () -> Shop.NOW, Terminal.none());
        List<String> words =
                arguments.isBlank() ? List.of() : List.of(arguments.strip().split(" +"));
        int code = new Hauban(surroundings, Shop.busy()).run(words);
        return bytes.toString(StandardCharsets.UTF_8) + "exit " + code + "\n\n";
    }
}
