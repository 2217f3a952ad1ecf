package dev.hauban.engine.docker;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Sees to it that a service's image is there.
final class Images {
    private final DockerDaemon daemon;

    Images(DockerDaemon daemon) {
        this.daemon = daemon;
    }

    Outcome prepare(Stack stack, ServiceName name, Consumer<Engine.Progress> progress)
            throws IOException, InterruptedException {
        Optional<Service> service = stack.service(name);
        if (service.isEmpty()) {
            return DockerProblems.failed(DockerProblems.noSuchService(new InstanceId(name, 1)));
        }
        String image = Conditions.imageName(stack, service.get());
        try {
            daemon.call(DockerRequest.get("/images/{}/json", image));
            return new Outcome.Succeeded();
        } catch (DockerRefusal refusal) {
            if (refusal.isNotFound()) {
                return DockerProblems.failed(DockerProblems.noImage(service.get(), image));
            }
            throw refusal;
        }
    }
}
