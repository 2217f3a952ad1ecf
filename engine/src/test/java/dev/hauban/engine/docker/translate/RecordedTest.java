package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// One case, one folder: Compose files, and in `expected.json` what Docker Compose says to a daemon for them, as a
/// [Recorder] heard it.
class RecordedTest {
    @TestFactory
    Stream<DynamicTest> we_say_to_a_daemon_what_docker_compose_says() throws IOException, URISyntaxException {
        return folders().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
    }

    @Test
    void there_are_folders_to_look_at() throws IOException, URISyntaxException {
        assertThat(folders()).hasSizeGreaterThan(25);
    }

    private static void compare(Path folder) throws IOException, MalformedJson {
        GoldenCase golden = GoldenCase.of(folder);
        List<Json> said = new Said(golden, stack(golden)).all().values();
        List<Json> expected = requests(Files.readString(folder.resolve("expected.json")));
        assertThat(said.stream().map(RecordedTest::request))
                .containsExactlyElementsOf(
                        expected.stream().map(RecordedTest::request).toList());
        for (int at = 0; at < expected.size(); at++) {
            assertThat(said.get(at).pretty()).isEqualTo(expected.get(at).pretty());
        }
    }

    private static List<Json> requests(String recorded) throws MalformedJson {
        return JsonReader.read(recorded) instanceof Json.Array(List<Json> values) ? values : List.of();
    }

    private static String request(Json said) {
        return new Words((Json.Members) said).text("request");
    }

    private static Stack stack(GoldenCase golden) {
        Path place = Path.of(golden.place());
        ComposeRequest request = new ComposeRequest(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                golden.environmentFiles(),
                List.of(),
                golden.environment(),
                place,
                ReadingOptions.ALL);
        return switch (new ComposeReader(new GoldenFiles(golden.place(), golden.folder())).read(request)) {
            case Reading.Read read -> read.stack();
            case Reading.Refused(List<Problem> problems) ->
                throw new AssertionError(problems.stream().map(Problem::text).collect(Collectors.joining("\n")));
        };
    }

    private static List<Path> folders() throws IOException, URISyntaxException {
        Path root = Path.of(RecordedTest.class.getResource("/docker").toURI());
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
