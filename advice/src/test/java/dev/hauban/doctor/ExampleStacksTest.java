package dev.hauban.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.doctor.subject.Level;
import dev.hauban.doctor.subject.Machine;
import dev.hauban.doctor.subject.ProjectFiles;
import dev.hauban.doctor.subject.Subject;
import dev.hauban.doctor.survey.Survey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stacks that come with Hauban, on Docker, with secrets as `hauban setup` makes them: nothing is said of them that
/// is not so.
final class ExampleStacksTest {
    private static final Path STACKS = Path.of("../stacks").toAbsolutePath().normalize();

    /// Each of these is right where it is said: the teams' documents want it so, or leave it open.
    private static final Set<String> RIGHT = Set.of(
            // Their subnets are 172.20.0.0/16 and the like, and faildaily has static addresses in it.
            "subnet-in-pool",
            // Secrets come from .env, as in the documents.
            "secret-in-environment",
            // FailDaily's and others' services have no limits, and its database has Docker's own 10 seconds.
            "no-limits",
            "grace-too-short",
            // The to-do list has nginx:alpine.
            "moving-tag",
            // One POSTGRES_PASSWORD for the three databases of todoapp-generator.
            "password-shared",
            // Development on one's own machine: Docker's logs are no matter there.
            "logs-unbounded");

    static List<Path> stacks() throws IOException {
        try (Stream<Path> all = Files.list(STACKS)) {
            return all.filter(stack -> Files.exists(stack.resolve(".env.example")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void nothing_is_said_that_is_not_so(Path stack) throws Exception {
        List<Diagnosis> all = new Doctor().examine(subject(stack));

        assertThat(all).noneMatch(one -> one.advice().level() == Level.ERROR);
        assertThat(all.stream().filter(one -> !RIGHT.contains(one.rule().name())))
                .extracting(one -> one.rule().name() + ": " + one.advice().message())
                .isEmpty();
    }

    private static Subject subject(Path stack) throws Exception {
        var reader = new ComposeReader(new DiskFiles(FileSystems.getDefault(), new ByteArrayInputStream(new byte[0])));
        ComposeRequest request = ComposeRequest.in(stack, secrets(stack)).withProfiles(List.of("*"));
        return switch (reader.read(request)) {
            case Reading.Read read -> {
                Subject subject = new Survey(stack, () -> Instant.EPOCH, Map.of())
                        .of(read.stack(), reader.origins(request).origins(), "docker");
                // What this machine happens to have is no matter of the stacks.
                var files = new ProjectFiles(subject.files().papers(), Map.of(), Map.of(), Optional.empty());
                yield new Subject(subject.stack(), subject.places(), files, Machine.unknown("docker"));
            }
            case Reading.Refused refused -> throw new AssertionError(refused.problems());
        };
    }

    /// What is to be set, set as well as can be.
    private static Map<String, String> secrets(Path stack) throws IOException {
        var variables = new HashMap<String, String>(Map.of("HOME", "/home/me"));
        for (String line : Files.readAllLines(stack.resolve(".env.example"))) {
            int sign = line.indexOf('=');
            if (sign > 0 && !line.startsWith("#")) {
                String name = line.substring(0, sign).strip();
                boolean isSecret = dev.hauban.stack.Secrecy.isSecretName(name);
                String value = line.substring(sign + 1).strip();
                variables.put(name, isSecret ? "9f1c" + Math.abs(name.hashCode()) + "e7d2a4b8c6f0e1d3a5b7c9" : value);
            }
        }
        return variables;
    }
}
