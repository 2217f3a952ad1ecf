package dev.hauban.compose;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.JsonStyle;
import dev.hauban.problem.Problem;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers `config` for one case after the other: a line of JSON with the command line in, a line with the output out.
/// The corpus' compare.py speaks it with `--serve`.
public final class ConfigServer {
    private ConfigServer() {}

    public static void main(String[] arguments) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            output.println(JsonStyle.COMPACT.write(answer(JsonReader.readObject(line))));
        }
    }

    private static Json answer(Json.Members question) throws IOException {
        var stdout = new StringBuilder();
        var stderr = new StringBuilder();
        int exit = run(question, stdout, stderr);
        return Json.object()
                .with("id", question.text("id"))
                .with("exit", exit)
                .with("stdout", stdout.toString())
                .with("stderr", stderr.toString())
                .build();
    }

    private static int run(Json.Members question, StringBuilder stdout, StringBuilder stderr) throws IOException {
        var environment = new LinkedHashMap<String, String>();
        Json.Members variables = question.members("env");
        for (String name : variables.values().keySet()) {
            environment.put(name, variables.text(name));
        }
        var words = new Words(question.array("args").texts());
        ComposeRequest request;
        try {
            request = words.request(Path.of(question.text("cwd")), environment);
        } catch (IllegalArgumentException unknown) {
            stderr.append(unknown.getMessage());
            return 1;
        }
        try {
            return answer(request, words, stdout, stderr);
        } catch (RuntimeException | StackOverflowError crash) {
            stderr.append("Exception in thread ").append(crash);
            for (StackTraceElement element : crash.getStackTrace()) {
                stderr.append("\n\tat ").append(element);
                if (stderr.length() > 1500) {
                    break;
                }
            }
            return 70;
        }
    }

    private static int answer(ComposeRequest request, Words words, StringBuilder stdout, StringBuilder stderr) {
        var files = new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]));
        return switch (new ComposeReader(files).document(request)) {
            case DocumentReading.Read read -> {
                read.warnings().forEach(warning -> stderr.append(warning.text()).append('\n'));
                stdout.append(words.answer(read.document()));
                yield 0;
            }
            case DocumentReading.Refused refused -> {
                for (Problem problem : refused.problems()) {
                    stderr.append(problem.text()).append('\n');
                }
                yield 1;
            }
        };
    }

    /// A command line, taken apart.
    private static final class Words {
        private final List<String> words;
        private final Map<String, List<String>> options = new LinkedHashMap<>();
        private String format = "yaml";

        Words(List<String> words) {
            this.words = words;
        }

        ComposeRequest request(Path folder, Map<String, String> environment) {
            ReadingOptions how = ReadingOptions.ALL;
            var services = new ArrayList<String>();
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                switch (word) {
                    case "config" -> {}
                    case "--no-interpolate" -> how = how.withoutInterpolation();
                    case "--no-normalize" -> how = how.withoutNormalization();
                    case "--no-path-resolution" -> how = how.withoutPathResolution();
                    case "--no-consistency" -> how = how.withConsistency(ReadingOptions.Reach.NONE);
                    case "--no-env-resolution" -> how = how.withFoldedEnvironment(ReadingOptions.Reach.CHOSEN);
                    case "--services", "--volumes", "--networks", "--images", "--profiles", "--environment" ->
                        format = word;
                    case "--hash" -> {
                        format = word;
                        i++;
                    }
                    case "--all-resources" -> how = how.withAllResources();
                    case "--format" -> format = words.get(++i);
                    case "-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory" ->
                        options.computeIfAbsent(word, _ -> new ArrayList<>()).add(words.get(++i));
                    default -> {
                        if (word.startsWith("-")) {
                            throw new IllegalArgumentException("unknown option " + word);
                        }
                        services.add(word);
                    }
                }
            }
            how = switch (format) {
                case "--services" ->
                    how.withFoldedEnvironment(ReadingOptions.Reach.NONE).withoutContainerNames();
                case "--volumes", "--networks", "--images", "--profiles", "--hash" ->
                    how.withFoldedEnvironment(ReadingOptions.Reach.NONE)
                            .withoutContainerNames()
                            .completed();
                case "--environment" -> how.withoutContainerNames().completed();
                default -> how;
            };
            return new ComposeRequest(
                    both("-f", "--file"),
                    last(both("--project-directory", "--project-directory")),
                    last(both("-p", "--project-name")),
                    options.getOrDefault("--profile", List.of()),
                    options.getOrDefault("--env-file", List.of()),
                    List.of("--services", "--volumes", "--networks", "--hash").contains(format) ? List.of() : services,
                    environment,
                    folder,
                    how);
        }

        String answer(CanonicalDocument document) {
            return switch (format) {
                case "json" -> document.json();
                case "--hash" ->
                    lines(document.hashes().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .toList());
                case "--services", "--volumes", "--networks" -> lines(document.names(format.substring(2)));
                case "--images" -> lines(document.images());
                case "--profiles" -> lines(document.profiles());
                case "--environment" -> lines(document.environment());
                default -> document.yaml();
            };
        }

        private static String lines(List<String> lines) {
            return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        }

        private List<String> both(String one, String other) {
            var values = new ArrayList<>(options.getOrDefault(one, List.of()));
            if (!one.equals(other)) {
                values.addAll(options.getOrDefault(other, List.of()));
            }
            return values;
        }

        private static Optional<String> last(List<String> values) {
            return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
        }
    }
}
