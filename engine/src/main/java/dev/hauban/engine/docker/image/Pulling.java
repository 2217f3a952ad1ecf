package dev.hauban.engine.docker.image;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Has the daemon take images from registries.
public final class Pulling {
    private final DockerDaemon daemon;
    private final Credentials credentials;

    public Pulling(DockerDaemon daemon, Credentials credentials) {
        this.daemon = daemon;
        this.credentials = credentials;
    }

    /// What to pull.
    ///
    /// @param platform empty for what the daemon takes by itself
    public record Order(ImageReference image, Optional<Platform> platform) {}

    /// Pulls, although the image may be here already; the daemon asks the registry whether there is a newer one.
    ///
    /// @throws ProblemException where the registry or the daemon refuses
    public void pull(Order order, Consumer<Engine.Progress> progress) throws IOException, InterruptedException {
        ImageReference image = order.image();
        DockerRequest request = DockerRequest.post("/images/create")
                .query("fromImage", name(image))
                .query("tag", image.digest().or(image::tag).orElse("latest"));
        if (order.platform().isPresent()) {
            request = request.query("platform", order.platform().get().toString());
        }
        Optional<Login> login = credentials.of(Registry.of(image));
        if (login.isPresent()) {
            request =
                    request.header("X-Registry-Auth", Login.encoded(login.get().json()));
        }
        new Carriage(daemon, image, "pulled").go(request, progress);
    }

    /// Without tag and digest.
    static String name(ImageReference image) {
        String text = image.text();
        int at = text.indexOf('@');
        String rest = at < 0 ? text : text.substring(0, at);
        return image.tag().isEmpty() ? rest : rest.substring(0, rest.lastIndexOf(':'));
    }
}
