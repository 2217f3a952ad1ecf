package dev.hauban.engine.docker.image;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Carries one image between the daemon and a registry, in either direction.
final class Carriage {
    /// How long the daemon may say nothing before it has begun: until then it looks for the registry, and asks it.
    private static final Duration BEGINNING = Duration.ofMinutes(5);

    private static final long PAUSE = 100_000_000;

    private final DockerDaemon daemon;
    private final ImageReference image;
    private final String done;

    /// @param done `pulled` or `pushed`
    Carriage(DockerDaemon daemon, ImageReference image, String done) {
        this.daemon = daemon;
        this.image = image;
        this.done = done;
    }

    /// @throws ProblemException what the registry, or the daemon, says against it
    void go(DockerRequest request, Consumer<Engine.Progress> progress) throws IOException, InterruptedException {
        var layers = new Layers((done.equals("pulled") ? "pulling " : "pushing ") + image);
        progress.accept(layers.progress());
        try (DockerStream stream = daemon.open(request.silence(BEGINNING))) {
            long told = System.nanoTime() - PAUSE;
            for (Optional<Json.Members> next = stream.nextObject(); next.isPresent(); next = stream.nextObject()) {
                Optional<String> error = next.get().findText("error");
                if (error.isPresent()) {
                    throw problem(error.get());
                }
                if (layers.heard(next.get()) && System.nanoTime() - told >= PAUSE) {
                    told = System.nanoTime();
                    progress.accept(layers.progress());
                }
            }
        } catch (DockerRefusal refusal) {
            throw problem(refusal.reason());
        }
        progress.accept(layers.progress());
    }

    private ProblemException problem(String reason) {
        return new ProblemException(ImageProblems.notCarried(image.text(), Registry.of(image), done, reason));
    }
}
