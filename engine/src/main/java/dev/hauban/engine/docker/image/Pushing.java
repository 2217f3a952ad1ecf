package dev.hauban.engine.docker.image;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Has the daemon give images to registries.
public final class Pushing {
    private final DockerDaemon daemon;
    private final Credentials credentials;

    public Pushing(DockerDaemon daemon, Credentials credentials) {
        this.daemon = daemon;
        this.credentials = credentials;
    }

    /// @throws ProblemException where the registry or the daemon refuses
    public void push(ImageReference image, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        Optional<Login> login = credentials.of(Registry.of(image));
        // Without this header the daemon does not even try.
        Json.Members auth =
                login.isPresent() ? login.get().json() : Json.object().build();
        DockerRequest request = DockerRequest.post("/images/{}/push", Pulling.name(image))
                .query("tag", image.tag().orElse("latest"))
                .header("X-Registry-Auth", Login.encoded(auth));
        new Carriage(daemon, image, "pushed").go(request, progress);
    }
}
