package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.cli.Surroundings;
import dev.hauban.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each `origin.txt` in a folder of `src/test/config` is a talk with the program about where things come from in the
/// stack there: `$ VARIABLE=value hauban …`, what it says, `exit …`. Run with `-Dhauban.update=true` to write down what
/// it says now, and read the difference.
final class OriginTalkTest {
    /// The length of the name of the folder in which a stack's is; longer than any place for temporary files.
    private static final int PLACE = 60;

    @TempDir
    Path temporary = Path.of("");

    private static final Path FOLDER = Path.of("src/test/config").toAbsolutePath();

    static List<Path> talks() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.resolve("origin.txt"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("talks")
    void the_program_says_what_was_written_down(Path talk) throws IOException {
        String expected = Files.readString(talk);
        Path folder = copy(talk.getParent());
        var said = new StringBuilder();
        for (String line : expected.lines().toList()) {
            if (line.startsWith("$ ")) {
                said.append(line).append('\n').append(answer(line.substring(2), folder));
            }
        }
        assertThat(said).as("nothing is asked in " + talk).isNotEmpty();
        if (Boolean.getBoolean("hauban.update")) {
            Files.writeString(talk, said);
            return;
        }
        assertThat(said.toString()).isEqualTo(expected);
    }

    /// How far to the right the remarks stand is a matter of how long the folder's name is: so it is always as long.
    private Path copy(Path stack) throws IOException {
        Path parent = temporary.resolve("x".repeat(PLACE - temporary.toString().length() - 1));
        Path copy = parent.resolve(stack.getFileName());
        try (Stream<Path> all = Files.walk(stack)) {
            for (Path each : all.toList()) {
                Path target = copy.resolve(stack.relativize(each));
                Files.createDirectories(target.getParent());
                Files.copy(each, target);
            }
        }
        return copy;
    }

    @Test
    void nothing_that_looks_like_a_secret_is_said() throws IOException {
        Path talk = FOLDER.resolve("secrets/origin.txt");
        List<String> said = Files.readAllLines(talk).stream()
                .filter(line -> !line.startsWith("$ "))
                .toList();

        assertThat(said).isNotEmpty().noneMatch(line -> line.contains("hunter2") || line.contains("apr1"));
        assertThat(said).noneMatch(line -> line.contains("4711")).anyMatch(line -> line.contains("hello you"));
    }

    private static String answer(String line, Path folder) {
        var environment = new HashMap<>(Map.of("HOME", "/home/me", "PWD", folder.toString()));
        var words = new ArrayList<>(List.of(line.split(" ")));
        while (!words.getFirst().equals("hauban")) {
            String[] variable = words.removeFirst().split("=", 2);
            environment.put(variable[0], variable[1]);
        }
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var surroundings =
                new Surroundings(environment, folder, stream, stream, InstantSource.system(), Terminal.none());
        int code = Main.run(surroundings, words.subList(1, words.size()));
        return bytes.toString(StandardCharsets.UTF_8).replace(folder.toString(), "{{DIR}}") + "exit " + code + "\n\n";
    }
}
