package dev.hauban.engine.docker.image;

import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.io.IOException;
import java.util.Optional;

/// The images that a daemon has.
public final class Images {
    private final DockerDaemon daemon;

    public Images(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    /// @param name or id
    public Optional<LocalImage> find(String name) throws IOException, InterruptedException {
        try {
            Json answer = daemon.call(DockerRequest.get("/images/{}/json", name));
            if (answer instanceof Json.Members members) {
                return Optional.of(LocalImage.read(members));
            }
            throw MalformedJson.shape("an image is an object");
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
