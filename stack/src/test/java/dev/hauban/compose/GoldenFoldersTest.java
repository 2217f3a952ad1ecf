package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// One case, one folder: the files, `command.json` with the command line, and what has to come of it, as Docker Compose
/// answers. `expected.json` is the canonical document; where files are refused, `problems.txt` is what we say of them.
class GoldenFoldersTest {
    @TestFactory
    Stream<DynamicTest> every_folder_is_read_as_docker_compose_reads_it() throws IOException, URISyntaxException {
        return folders().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    @Test
    void there_are_folders_to_look_at() throws IOException, URISyntaxException {
        assertThat(folders()).hasSizeGreaterThan(100);
    }

    private static List<Path> folders() throws IOException, URISyntaxException {
        Path root = Path.of(GoldenFoldersTest.class.getResource("/compose").toURI());
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void check(Path folder) throws IOException {
        Json.Members command = JsonReader.readObject(Files.readString(folder.resolve("command.json")));
        Path expected = folder.resolve("expected.json");
        var files = new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]));
        DocumentReading reading = new ComposeReader(files).document(request(folder, command));
        switch (reading) {
            case DocumentReading.Read read -> {
                assertThat(expected).as("a canonical document that is expected").exists();
                assertThat(plain(JsonReader.read(read.document().json())))
                        .isEqualTo(plain(
                                JsonReader.read(Files.readString(expected).replace("{{DIR}}", folder.toString()))));
            }
            case DocumentReading.Refused refused -> {
                String told = refused.problems().stream()
                        .map(Problem::text)
                        .collect(Collectors.joining("\n", "", "\n"))
                        .replace(folder.toString(), "{{DIR}}");
                assertThat(told).isEqualTo(Files.readString(folder.resolve("problems.txt")));
            }
        }
    }

    private static ComposeRequest request(Path folder, Json.Members command) throws IOException {
        var environment = new LinkedHashMap<String, String>();
        Json.Members variables = command.members("environment");
        for (String name : variables.values().keySet()) {
            environment.put(name, variables.text(name).replace("{{DIR}}", folder.toString()));
        }
        environment.putIfAbsent("HOME", "/home/me");
        var words = new ArrayList<String>();
        for (String word : command.array("arguments").texts()) {
            words.add(word.replace("{{DIR}}", folder.toString()));
        }
        words.addAll(command.array("configArguments").texts());
        Path standing = folder.resolve(command.findText("folder").orElse(".")).normalize();
        return request(words, ComposeRequest.in(standing, environment));
    }

    static ComposeRequest request(List<String> words, ComposeRequest plain) {
        var values = new TreeMap<String, List<String>>();
        var services = new ArrayList<String>();
        ReadingOptions options = ReadingOptions.ALL;
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "--no-interpolate" -> options = options.withoutInterpolation();
                case "--no-normalize" -> options = options.withoutNormalization();
                case "--no-path-resolution" -> options = options.withoutPathResolution();
                case "--no-consistency" -> options = options.withConsistency(ReadingOptions.Reach.NONE);
                case "--all-resources" -> options = options.withAllResources();
                case String option
                when option.startsWith("-") ->
                    values.computeIfAbsent(option, _ -> new ArrayList<>()).add(words.get(++i));
                case String service -> services.add(service);
            }
        }
        return new ComposeRequest(
                values.getOrDefault("-f", List.of()),
                values.getOrDefault("--project-directory", List.of()).stream().findFirst(),
                values.getOrDefault("-p", List.of()).stream().findFirst(),
                values.getOrDefault("--profile", List.of()),
                values.getOrDefault("--env-file", List.of()),
                services,
                plain.environment(),
                plain.workingDirectory(),
                options);
    }

    /// Values without the order of names, numbers by their worth, and without what Docker Compose's JSON has and its
    /// YAML has not: a command that is null, and a few empty objects.
    static Object plain(Json json) {
        return switch (json) {
            case Json.Members(Map<String, Json> values) -> {
                var plain = new TreeMap<String, Object>();
                values.forEach((name, value) -> {
                    Optional<Object> inner = Optional.of(plain(value));
                    boolean nothing = inner.get().equals(Map.of()) || value instanceof Json.Null;
                    boolean passedOver = List.of("command", "entrypoint", "ipam", "placement", "resources", "exec")
                            .contains(name);
                    if (!(nothing && passedOver)) {
                        plain.put(name, inner.get());
                    }
                });
                yield plain;
            }
            case Json.Array(List<Json> values) ->
                values.stream().map(GoldenFoldersTest::plain).toList();
            case Json.Number number -> number.decimal();
            case Json.Text(String text) -> text;
            case Json.Bool(boolean flag) -> flag;
            case Json.Null() -> "null";
        };
    }
}
