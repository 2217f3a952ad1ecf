package dev.hauban.engine.docker;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.image.Credentials;
import dev.hauban.engine.docker.image.LocalImage;
import dev.hauban.engine.docker.image.Provisioning;
import dev.hauban.engine.docker.translate.Proxies;
import dev.hauban.json.Json;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sees to it that a service's image is there.
final class Images {
    private final Surroundings surroundings;
    private @Nullable Provisioning known;

    Images(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Outcome prepare(Stack stack, ServiceName name, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        Optional<Service> service = stack.service(name);
        if (service.isEmpty()) {
            return DockerProblems.failed(DockerProblems.noSuchService(new InstanceId(name, 1)));
        }
        provisioning().provide(stack, service.get(), platform(), progress);
        return new Outcome.Succeeded();
    }

    /// What nobody names is the daemon's own.
    String platform() {
        return surroundings
                .environment()
                .getOrDefault("DOCKER_DEFAULT_PLATFORM", "")
                .strip();
    }

    /// @param name or id
    Optional<LocalImage> find(String name) throws IOException, InterruptedException {
        return new dev.hauban.engine.docker.image.Images(surroundings.daemon()).find(name);
    }

    /// Made for the first service: who only looks needs no credentials.
    synchronized Provisioning provisioning() throws IOException {
        Provisioning provisioning = known;
        if (provisioning == null) {
            Json.Members configuration = new ConfigurationFile(surroundings).members();
            provisioning = new Provisioning(
                    surroundings.daemon(),
                    new Credentials(configuration, surroundings.environment()),
                    surroundings.clock(),
                    Proxies.of(configuration, surroundings.daemon().endpoint().text()));
            known = provisioning;
        }
        return provisioning;
    }
}
