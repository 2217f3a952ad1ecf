package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Hook;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Stops containers and takes them away.
final class Motion {
    /// What the daemon itself needs to end a container whose time is over.
    private static final Duration DAEMONS_TIME = Duration.ofSeconds(60);

    private final DockerDaemon daemon;
    private final Stack stack;
    private final Picture picture;

    Motion(DockerDaemon daemon, Stack stack, Picture picture) {
        this.daemon = daemon;
        this.stack = stack;
        this.picture = picture;
    }

    Outcome stop(InstanceId instance, Duration grace) throws IOException, InterruptedException {
        for (Container container : new Containers(daemon, picture).of(stack.name(), instance)) {
            stop(container, grace);
        }
        return new Outcome.Succeeded();
    }

    /// Gives a container that has taken another one's place the name that goes with it.
    void rename(Container container) throws IOException, InterruptedException {
        daemon.call(DockerRequest.post("/containers/{}/rename", container.id()).query("name", container.finalName()));
    }

    /// One that has stopped already, or has gone, is as it should be.
    void stop(Container container, Duration grace) throws IOException, InterruptedException {
        if (container.isRunning()) {
            prepareEnd(container, grace);
        }
        try {
            daemon.call(DockerRequest.post("/containers/{}/stop", container.id())
                    .query("t", wholeSeconds(grace))
                    .silence(grace.plus(DAEMONS_TIME)));
        } catch (DockerRefusal refusal) {
            if (!refusal.isNotFound()) {
                throw refusal;
            }
        }
    }

    /// `pre_stop`: whatever comes of it, the container is stopped.
    private void prepareEnd(Container container, Duration grace) throws IOException, InterruptedException {
        Optional<Service> service = stack.service(container.instance().service());
        List<Hook> hooks = service.map(Hook::beforeStop).orElse(List.of());
        for (Hook hook : hooks) {
            new Command(daemon, container.id()).run(hook.json(true), grace.plus(DAEMONS_TIME));
        }
    }

    Outcome remove(InstanceId instance, boolean volumes) throws IOException, InterruptedException {
        for (Container container : new Containers(daemon, picture).of(stack.name(), instance)) {
            remove(container, volumes);
        }
        return new Outcome.Succeeded();
    }

    void remove(Container container, boolean volumes) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.delete("/containers/{}", container.id())
                    .query("v", volumes)
                    .query("force", true)
                    .silence(DAEMONS_TIME.multipliedBy(2)));
        } catch (DockerRefusal refusal) {
            if (refusal.isConflict()) {
                // Somebody else is at it.
                awaitRemoval(container);
            } else if (!refusal.isNotFound()) {
                throw refusal;
            }
        }
        picture.vanished(container.id());
    }

    private void awaitRemoval(Container container) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.post("/containers/{}/wait", container.id())
                    .query("condition", "removed")
                    .silence(DAEMONS_TIME));
        } catch (DockerRefusal refusal) {
            if (!refusal.isNotFound()) {
                throw refusal;
            }
        }
    }

    /// The daemon counts in seconds: what is begun counts as whole, so that nobody is killed early.
    private static long wholeSeconds(Duration grace) {
        return grace.toNanosPart() == 0 ? grace.toSeconds() : grace.toSeconds() + 1;
    }
}
