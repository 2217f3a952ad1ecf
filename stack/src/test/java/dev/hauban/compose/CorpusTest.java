package dev.hauban.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The whole corpus of Docker Compose's answers, where it lies beside the project: `../shared/compose-corpus`. Its
/// README says what is in it and what is left out.
class CorpusTest {
    private static final List<String> LEFT_OUT = List.of("oracle_crash", "newer_spec", "full_failed");

    @Test
    void all_files_are_accepted_and_refused_as_docker_compose_does_and_mean_the_same() throws IOException {
        Path corpus = Path.of("../../shared/compose-corpus").toAbsolutePath().normalize();
        assumeTrue(Files.isDirectory(corpus), corpus + " is not there");
        // The paths that a file watches are resolved, so the folder's own path may have no link in it.
        corpus = corpus.toRealPath();
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> folders = Files.list(corpus)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                Json.Members command = JsonReader.readObject(Files.readString(folder.resolve("cmd.json")));
                if (isCompared(command)) {
                    seen++;
                    String difference = difference(folder, command);
                    if (!difference.isEmpty()) {
                        wrong.add(folder.getFileName() + ": " + difference);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).as("cases that were looked at").isGreaterThan(2_000);
    }

    private static boolean isCompared(Json.Members command) {
        return command.find("accepted").isPresent()
                && LEFT_OUT.stream().noneMatch(reason -> command.find(reason).isPresent())
                && command.find("unstable").isEmpty();
    }

    private static String difference(Path folder, Json.Members command) throws IOException {
        var environment = new LinkedHashMap<String, String>();
        if (command.find("env").isPresent()) {
            Json.Members variables = command.members("env");
            for (String name : variables.values().keySet()) {
                environment.put(name, filled(variables.text(name), folder));
            }
        }
        environment.putIfAbsent("HOME", home(folder));
        environment.putIfAbsent("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        var words = new ArrayList<String>();
        for (String word : command.array("args").texts()) {
            words.add(filled(word, folder));
        }
        if (command.find("config_args").isPresent()) {
            words.addAll(command.array("config_args").texts());
        }
        Path standing = folder.resolve(command.findText("cwd").orElse(".")).normalize();
        ComposeRequest request = GoldenFoldersTest.request(words, ComposeRequest.in(standing, environment));
        var files = new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0]));
        boolean accepted = command.bool("accepted");
        return switch (new ComposeReader(files).document(request)) {
            case DocumentReading.Refused refused -> accepted ? "should be accepted: " + refused.problems() : "";
            case DocumentReading.Read read -> accepted ? difference(folder, read.document()) : "should be refused";
        };
    }

    private static String difference(Path folder, CanonicalDocument document) throws IOException {
        String expected = filled(Files.readString(folder.resolve("expected.full.json")), folder);
        boolean equal = GoldenFoldersTest.plain(JsonReader.read(document.json()))
                .equals(GoldenFoldersTest.plain(JsonReader.read(expected)));
        return equal ? differenceInText(folder, document) : "differs";
    }

    /// What means the same is also written the same, to the byte.
    private static String differenceInText(Path folder, CanonicalDocument document) throws IOException {
        String expected = filled(Files.readString(folder.resolve("expected.yaml")), folder);
        return document.yaml().equals(expected) ? "" : "is written differently as YAML";
    }

    private static String filled(String text, Path folder) {
        return text.replace("{{DIR}}", folder.toString())
                .replace("{{HOME}}", home(folder))
                .replace("{{PARENT3}}", String.valueOf(above(folder, 3)))
                .replace("{{PARENT2}}", String.valueOf(above(folder, 2)))
                .replace("{{PARENT}}", String.valueOf(above(folder, 1)));
    }

    private static String home(Path folder) {
        return folder + "-home";
    }

    private static Path above(Path folder, int levels) {
        return levels == 0 || folder.getParent() == null ? folder : above(folder.getParent(), levels - 1);
    }
}
