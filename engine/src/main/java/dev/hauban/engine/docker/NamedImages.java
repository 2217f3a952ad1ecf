package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Circumstances;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which image a name means now.
final class NamedImages {
    private final DockerDaemon daemon;
    private final Picture picture;

    NamedImages(DockerDaemon daemon, Picture picture) {
        this.daemon = daemon;
        this.picture = picture;
    }

    /// Empty where the daemon has none of this name.
    Optional<Circumstances.Image> find(String name) throws IOException, InterruptedException {
        if (!picture.isTold()) {
            return ask(name);
        }
        picture.askingForImages().lockInterruptibly();
        try {
            Optional<Optional<Circumstances.Image>> known = picture.image(name);
            if (known.isPresent()) {
                return known.get();
            }
            long moment = picture.moment();
            Optional<Circumstances.Image> image = ask(name);
            picture.learned(name, image, moment);
            return image;
        } finally {
            picture.askingForImages().unlock();
        }
    }

    private Optional<Circumstances.Image> ask(String name) throws IOException, InterruptedException {
        try {
            Json.Members image = Containers.members(daemon.call(DockerRequest.get("/images/{}/json", name)));
            List<String> volumes = new ArrayList<>();
            if (image.find("Config").isPresent()
                    && image.members("Config").find("Volumes").isPresent()) {
                volumes.addAll(
                        image.members("Config").members("Volumes").values().keySet());
            }
            return Optional.of(new Circumstances.Image(image.text("Id"), volumes));
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return Optional.empty();
            }
            throw refusal;
        }
    }
}
