package dev.hauban.engine.docker;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Docker's own configuration of this user: proxies, credentials.
final class ConfigurationFile {
    private final Path file;

    ConfigurationFile(Surroundings surroundings) {
        this.file = surroundings.dockerConfiguration().resolve("config.json");
    }

    /// An empty object where there is no such file.
    String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException usual) {
            return "{}";
        }
    }

    Json.Members members() throws IOException {
        try {
            return JsonReader.readObject(text());
        } catch (MalformedJson broken) {
            throw new ProblemException(
                    Problem.error(
                                    "docker.configuration-broken",
                                    Actor.MACHINE,
                                    file + " can't be read: " + broken.getMessage())
                            .remedy("Mend it, or move it away: the docker command doesn't work with it, either."),
                    broken);
        }
    }
}
