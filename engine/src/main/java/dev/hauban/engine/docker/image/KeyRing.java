package dev.hauban.engine.docker.image;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A program `docker-credential-NAME` that keeps secrets for Docker. It is told a registry on its standard input and
/// answers on its output.
final class KeyRing {
    /// Somebody may have to type the password of a key ring.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Something that it left running may hold its output open.
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private static final String NOT_FOUND = "credentials not found in native keychain";

    private final String name;
    private final Map<String, String> environment;

    KeyRing(String name, Map<String, String> environment) {
        this.name = "docker-credential-" + name;
        this.environment = environment;
    }

    private record Said(int code, String text) {}

    Optional<Login> get(String server) throws InterruptedException {
        Said said = ask("get", server);
        if (said.code() != 0) {
            if (said.text().contains(NOT_FOUND)) {
                return Optional.empty();
            }
            throw problem("says: " + firstLine(said.text()), "Try it: echo " + server + " | " + name + " get");
        }
        try {
            Json.Members answer = JsonReader.readObject(said.text());
            Login login = Login.ofHelper(
                    server,
                    answer.findText("Username").orElse(""),
                    answer.findText("Secret").orElse(""));
            return login.isEmpty() ? Optional.empty() : Optional.of(login);
        } catch (MalformedJson malformed) {
            // What it said may hold the secret.
            throw problem("does not answer as it should", "Try it: echo " + server + " | " + name + " get");
        }
    }

    /// The registries that it knows secrets for.
    Set<String> list() throws InterruptedException {
        Said said = ask("list", "");
        try {
            if (said.code() == 0) {
                return JsonReader.readObject(said.text()).values().keySet();
            }
        } catch (MalformedJson malformed) {
            throw problem("does not answer as it should", "Try it: " + name + " list");
        }
        throw problem("says: " + firstLine(said.text()), "Try it: " + name + " list");
    }

    private Said ask(String what, String input) throws InterruptedException {
        var words = new ProcessBuilder(program().toString(), what).redirectError(ProcessBuilder.Redirect.DISCARD);
        words.environment().clear();
        words.environment().putAll(environment);
        try {
            Process process = words.start();
            try {
                return said(process, input);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw problem("can't be run: " + failure.getMessage(), remedy());
        }
    }

    private Said said(Process process, String input) throws InterruptedException {
        var text = new FutureTask<>(() -> process.getInputStream().readAllBytes());
        Thread.ofPlatform().daemon().name("answer of " + name).start(text);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException notListening) {
            // Some answer without having read; what they say counts.
            return answer(process, text);
        }
        return answer(process, text);
    }

    private Said answer(Process process, FutureTask<byte[]> text) throws InterruptedException {
        try {
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                byte[] bytes = text.get(AFTERWARDS.toSeconds(), TimeUnit.SECONDS);
                return new Said(process.exitValue(), new String(bytes, StandardCharsets.UTF_8).strip());
            }
            throw problem("gave no answer within " + PATIENCE.toMinutes() + " minutes", remedy());
        } catch (ExecutionException | TimeoutException unheard) {
            throw problem("did not end its answer", remedy());
        }
    }

    private Path program() {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            try {
                Path program = Path.of(folder, name);
                if (!folder.isEmpty() && Files.isExecutable(program)) {
                    return program;
                }
            } catch (InvalidPathException notAFolder) {
                continue;
            }
        }
        throw problem("is not on PATH", remedy());
    }

    private String remedy() {
        return "Install it, or take its name out of `credsStore` and `credHelpers` in Docker's config.json.";
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("nothing");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    private ProblemException problem(String what, String remedy) {
        return new ProblemException(Problem.error(
                        "docker.credential-helper",
                        Actor.MACHINE,
                        name + ", which Docker's config.json names for credentials, " + what)
                .remedy(remedy));
    }
}
