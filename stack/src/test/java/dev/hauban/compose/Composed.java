package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.problem.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What becomes of Compose files that are only there for a test, in `/work`.
final class Composed {
    private final MemoryFiles files = new MemoryFiles();
    private ComposeRequest request = ComposeRequest.in(Path.of("/work"), Map.of("HOME", "/home/me"));

    private Composed() {}

    /// One `compose.yaml`, or several files laid over each other.
    static Composed of(String... texts) {
        var composed = new Composed();
        for (int i = 0; i < texts.length; i++) {
            composed.files.with(i == 0 ? "compose.yaml" : "compose." + i + ".yaml", texts[i]);
        }
        if (texts.length > 1) {
            composed.request = composed.request.withFiles(java.util.stream.IntStream.range(0, texts.length)
                    .mapToObj(i -> i == 0 ? "compose.yaml" : "compose." + i + ".yaml")
                    .toList());
        }
        return composed;
    }

    /// One service with an image, and these attributes.
    static Composed service(String attributes) {
        return of("services:\n  app:\n    image: app:1\n" + attributes.indent(4));
    }

    Composed with(String path, String text) {
        files.with(path, text);
        return this;
    }

    Composed with(String path, byte[] bytes) {
        files.with(path, bytes);
        return this;
    }

    Composed with(ReadingOptions options) {
        request = request.withOptions(options);
        return this;
    }

    Composed with(Map<String, String> variables) {
        var environment = new HashMap<>(request.environment());
        environment.putAll(variables);
        request = new ComposeRequest(
                request.files(),
                request.projectDirectory(),
                request.projectName(),
                request.profiles(),
                request.environmentFiles(),
                request.services(),
                environment,
                request.workingDirectory(),
                request.options());
        return this;
    }

    Composed wanting(String... services) {
        request = request.withServices(List.of(services));
        return this;
    }

    /// The canonical document.
    String yaml() {
        return document().yaml();
    }

    private CanonicalDocument document() {
        return switch (reading()) {
            case DocumentReading.Read read -> read.document();
            case DocumentReading.Refused refused -> throw new AssertionError(text(refused.problems()));
        };
    }

    /// The canonical document as JSON.
    String json() {
        return document().json();
    }

    /// What the canonical document says of the one service, without its image and network.
    String app() {
        String yaml = yaml();
        String rest = yaml.substring(yaml.indexOf("  app:\n") + "  app:\n".length());
        return rest.lines()
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4) + "\n")
                .collect(Collectors.joining())
                .replace("image: app:1\n", "")
                .replace("networks:\n  default: null\n", "");
    }

    String warnings() {
        return switch (reading()) {
            case DocumentReading.Read read -> text(read.warnings());
            case DocumentReading.Refused refused -> throw new AssertionError(text(refused.problems()));
        };
    }

    /// What is wrong.
    String refusal() {
        return switch (reading()) {
            case DocumentReading.Read read ->
                throw new AssertionError("accepted: " + read.document().yaml());
            case DocumentReading.Refused refused -> text(refused.problems());
        };
    }

    /// What keeps the files from being a stack.
    String stackRefusal() {
        return switch (new ComposeReader(files).read(request)) {
            case Reading.Read _ -> throw new AssertionError("accepted");
            case Reading.Refused refused -> text(refused.problems());
        };
    }

    void isRefused() {
        assertThat(refusal()).isNotEmpty();
    }

    private DocumentReading reading() {
        return new ComposeReader(files).document(request);
    }

    private static String text(List<Problem> problems) {
        return problems.stream().map(Problem::text).collect(Collectors.joining("\n"));
    }
}
