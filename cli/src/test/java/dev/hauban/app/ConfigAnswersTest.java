package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.cli.Surroundings;
import dev.hauban.cli.Terminal;
import dev.hauban.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// `hauban config` beside `docker compose config`, option by option.
///
/// A folder in `src/test/config` holds a stack and `commands.txt`, with variables in front as in a shell; a file in
/// `src/test/config/answers` what Docker Compose 2.40.3 answered to each. Compared is what was printed, byte for byte,
/// YAML too, and JSON as what it means; lists that Docker Compose prints in no order are sorted. Of the exit code only
/// whether it is zero, because ours say more. A hash is of the service's paths too: it is asked for as if the stack lay
/// below `/srv`, wherever it is tested. `-Dhauban.oracle="docker compose"` asks that command anew.
final class ConfigAnswersTest {
    private static final Path FOLDER = Path.of("src/test/config").toAbsolutePath();
    private static final String ORACLE = System.getProperty("hauban.oracle", "");

    @TestFactory
    Stream<DynamicContainer> hauban_answers_as_docker_compose_does() throws Exception {
        var containers = new ArrayList<DynamicContainer>();
        for (Path stack : stacks()) {
            if (!ORACLE.isEmpty()) {
                record(stack);
            }
            List<Answer> answers = answers(Files.readString(recorded(stack)));
            List<String> asked =
                    answers.stream().map(answer -> answer.asked().line()).toList();
            assertThat(asked).as("asked of " + stack).isEqualTo(Files.readAllLines(stack.resolve("commands.txt")));
            containers.add(DynamicContainer.dynamicContainer(
                    stack.getFileName().toString(),
                    answers.stream()
                            .map(answer ->
                                    DynamicTest.dynamicTest(answer.asked().line(), () -> {
                                        Answer ours =
                                                ours(answer.asked(), stack).sorted();
                                        assertThat(ours.comparable()).isEqualTo(answer.comparable());
                                    }))));
        }
        return containers.stream();
    }

    @Test
    void there_is_something_to_compare() throws IOException {
        assertThat(stacks()).hasSizeGreaterThan(3);
    }

    private static List<Path> stacks() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.exists(folder.resolve("commands.txt")))
                    .sorted()
                    .toList();
        }
    }

    private static Path recorded(Path stack) {
        return FOLDER.resolve("answers").resolve(stack.getFileName() + ".txt");
    }

    /// A command line with variables in front of it.
    private record Asked(String line) {
        Map<String, String> variables() {
            return Stream.of(line.split(" "))
                    .takeWhile(word -> word.matches("[A-Z_]+=.*"))
                    .collect(Collectors.toMap(
                            word -> word.substring(0, word.indexOf('=')),
                            word -> word.substring(word.indexOf('=') + 1)));
        }

        List<String> words() {
            return Stream.of(line.split(" ")).skip(variables().size()).toList();
        }

        /// In the order of Go's maps, which is none.
        boolean isUnordered() {
            return Stream.of("--services", "--volumes", "--networks", "--images", "--models", "--variables")
                    .anyMatch(words()::contains);
        }

        boolean isJson() {
            return line.contains("--format json") && !line.contains("--services");
        }
    }

    private record Answer(Asked asked, String text, boolean isSuccess) {
        Object comparable() throws IOException {
            boolean isJson = asked.isJson() && isSuccess && !text.isEmpty();
            return List.of(isJson ? JsonReader.read(text) : text, isSuccess);
        }

        Answer sorted() {
            boolean hasTitles =
                    asked.line().contains("--variables") && !asked.line().contains("--format");
            boolean isText = asked.line().contains("--format yaml") || asked.isJson();
            if (!asked.isUnordered() || isText) {
                return this;
            }
            List<String> lines = text.lines().toList();
            String sorted = Stream.concat(
                            lines.stream().limit(hasTitles ? 1 : 0),
                            lines.stream().skip(hasTitles ? 1 : 0).sorted())
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            return new Answer(asked, sorted, isSuccess);
        }
    }

    /// What stands between two lines that begin with `$`; the last line says whether it succeeded.
    private static List<Answer> answers(String text) {
        var answers = new ArrayList<Answer>();
        for (String part : ("\n" + text).split("\n\\$ ", -1)) {
            if (!part.isEmpty()) {
                int begin = part.indexOf('\n') + 1;
                int end = part.lastIndexOf("[");
                answers.add(new Answer(
                        new Asked(part.substring(0, begin - 1)),
                        part.substring(begin, end).replace("{{DIR}}", FOLDER.toString()),
                        part.startsWith("[done]", end)));
            }
        }
        return answers;
    }

    private static void record(Path stack) throws IOException, InterruptedException {
        var text = new StringBuilder();
        for (String line : Files.readAllLines(stack.resolve("commands.txt"))) {
            Answer answer = theirs(new Asked(line), stack).sorted();
            text.append("$ ").append(line).append('\n');
            text.append(answer.text().replace(FOLDER.toString(), "{{DIR}}"));
            text.append(answer.isSuccess() ? "[done]\n" : "[refused]\n");
        }
        Files.createDirectories(recorded(stack).getParent());
        Files.writeString(recorded(stack), text);
    }

    private static Answer theirs(Asked asked, Path stack) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of(ORACLE.split(" ")));
        words.addAll(asked.words());
        var builder = new ProcessBuilder(words).directory(stack.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("PATH") && !name.startsWith("DOCKER_"));
        builder.environment().put("HOME", "/home/me");
        builder.environment().putAll(asked.variables());
        Process process = builder.redirectInput(ProcessBuilder.Redirect.from(
                        stack.resolve("compose.yaml").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean isSuccess = process.waitFor() == 0;
        return new Answer(asked, isSuccess ? text : "", isSuccess);
    }

    private static Answer ours(Asked asked, Path stack) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var environment = new HashMap<>(asked.variables());
        environment.put("HOME", "/home/me");
        var surroundings =
                new Surroundings(environment, stack, stream(out), stream(err), InstantSource.system(), Terminal.none());
        InputStream before = System.in;
        int code;
        try (InputStream input = Files.newInputStream(stack.resolve("compose.yaml"))) {
            System.setIn(input);
            code = Main.run(surroundings, asked.words());
        } finally {
            System.setIn(before);
        }
        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isNotEqualTo(1);
        return new Answer(asked, code == 0 ? out.toString(StandardCharsets.UTF_8) : "", code == 0);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
