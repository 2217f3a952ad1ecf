package dev.hauban.app;

import dev.hauban.cli.Surroundings;
import dev.hauban.cli.line.LineProblems;
import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Has words of a command line read by the rules of Compose files: as a file of one service that came through the
/// standard input.
final class TypedService {
    private static final ServiceName NAME = new ServiceName("typed");
    /// The beginning of `NAME:/target`; one letter alone is a disk of another system's.
    private static final Pattern NAMED = Pattern.compile("([a-zA-Z0-9][a-zA-Z0-9_.-]+):");

    private static final String PATH = "services." + NAME + ".";
    /// How the attributes are typed that commands hand over.
    private static final Map<String, String> OPTIONS = Map.of(
            "ports", "--publish",
            "volumes", "--volume",
            "env_file", "--env-from-file",
            "environment", "--env",
            "entrypoint", "--entrypoint",
            "mem_limit", "--memory");

    private final Surroundings surroundings;

    TypedService(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /// Volumes that are named are there: whether they are is the stack's matter, which is not here.
    Service of(Json.Members words) {
        var service = new TreeMap<>(words.values());
        service.put("image", Json.text("scratch"));
        Json document = Json.object()
                .with("name", NAME.text())
                .with(
                        "services",
                        Json.object()
                                .with(NAME.text(), new Json.Members(service))
                                .build())
                .with("volumes", volumes(words))
                .build();
        var input = new ByteArrayInputStream(document.compact().getBytes(StandardCharsets.UTF_8));
        var request = ComposeRequest.in(surroundings.directory(), surroundings.environment())
                .withFiles(List.of("-"));
        var reader = new ComposeReader(new DiskFiles(FileSystems.getDefault(), input));
        return switch (reader.read(request)) {
            case Reading.Read read -> mountable(read.stack().service(NAME).orElseThrow());
            case Reading.Refused(List<Problem> problems) ->
                throw new ProblemException(
                        problems.stream().map(TypedService::asTyped).toList());
        };
    }

    /// What a file's reader leaves to the daemon, which would refuse it after half of the work.
    private static Service mountable(Service service) {
        if (service.specification().members().find("volumes").orElse(null) instanceof Json.Array(List<Json> mounts)) {
            for (Json each : mounts) {
                String source = text(each, "source");
                String target = text(each, "target");
                if (!target.startsWith("/") || target.indexOf(':') >= 0 || source.indexOf(':') >= 0) {
                    throw new ProblemException(LineProblems.wrongWord(
                            "--volume: \"" + source + "\" can't be mounted at \"" + target + "\"",
                            "Write SOURCE:/TARGET, SOURCE:/TARGET:ro or /TARGET; the target is an absolute path."));
                }
            }
        }
        return service;
    }

    private static String text(Json mount, String name) {
        return mount instanceof Json.Members members
                        && members.find(name).orElse(null) instanceof Json.Text(String text)
                ? text
                : "";
    }

    private static Json volumes(Json.Members words) {
        var named = new TreeMap<String, Json>();
        if (words.find("volumes").orElse(null) instanceof Json.Array(List<Json> mounts)) {
            for (Json mount : mounts) {
                Matcher name = NAMED.matcher(mount instanceof Json.Text(String text) ? text : "");
                if (name.lookingAt()) {
                    named.put(name.group(1), Json.object().build());
                }
            }
        }
        return new Json.Members(named);
    }

    /// Nobody wrote a file: which option it was says where something is wrong.
    private static Problem asTyped(Problem problem) {
        String option = problem.path()
                .filter(path -> path.startsWith(PATH))
                .map(path -> path.substring(PATH.length()).replaceFirst("[.\\[].*", ""))
                .map(attribute -> OPTIONS.getOrDefault(attribute, attribute) + ": ")
                .orElse("");
        return LineProblems.wrongWord(
                option + problem.message(), problem.remedy().orElse("It is read as in a Compose file."));
    }
}
