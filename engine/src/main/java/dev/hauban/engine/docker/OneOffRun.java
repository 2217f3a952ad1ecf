package dev.hauban.engine.docker;

import dev.hauban.engine.Attachment;
import dev.hauban.engine.Joining;
import dev.hauban.engine.OneOff;
import dev.hauban.engine.docker.translate.ContainerBody;
import dev.hauban.engine.docker.translate.ContainerIdentity;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.json.Json;
import dev.hauban.plan.Outcome;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.time.Duration;

/// Makes a container for a single command, as `docker compose run` makes it.
final class OneOffRun {
    private static final Duration DAEMONS_TIME = Duration.ofMinutes(2);

    private final Surroundings surroundings;
    private final DockerDaemon daemon;
    private final Stack stack;
    private final Service service;

    OneOffRun(Surroundings surroundings, Stack stack, Service service) {
        this.surroundings = surroundings;
        this.daemon = surroundings.daemon();
        this.stack = stack;
        this.service = service;
    }

    Attachment attached(OneOff oneOff, Joining joining) throws IOException, InterruptedException {
        String id = make(oneOff);
        boolean hasTerminal = service.specification()
                .members()
                .find("tty")
                .filter(Json.bool(true)::equals)
                .isPresent();
        var process = new ContainerAttachment.Process(
                id, hasTerminal, oneOff.isRemovedAfterwards() ? "removed" : "next-exit");
        boolean isStarted = false;
        ContainerAttachment attachment = ContainerAttachment.open(surroundings, process, joining);
        try {
            start(id, oneOff);
            isStarted = true;
            return attachment;
        } finally {
            if (!isStarted) {
                attachment.close();
            }
        }
    }

    /// @return the container's id
    String detached(OneOff oneOff) throws IOException, InterruptedException {
        String id = make(oneOff);
        start(id, oneOff);
        return id;
    }

    private String make(OneOff oneOff) throws IOException, InterruptedException {
        furnish();
        var manner = new ContainerIdentity.Manner(oneOff.hasAliases(), true, oneOff.isRemovedAfterwards());
        var identity = new ContainerIdentity.OneOff(oneOff.slug(), oneOff.name(), manner);
        ContainerBody body = ContainerBody.of(
                stack, service, identity, new Conditions(surroundings, stack, new Picture()).of(service));
        new BindFolders(daemon).make(service, body.json());
        String id;
        try {
            id = new Creation(surroundings, stack, new Picture()).make(body);
        } catch (DockerRefusal refusal) {
            throw new ProblemException(DockerProblems.notMade(service, refusal), refusal);
        }
        new Launch(surroundings, stack, new Picture()).copyFiles(service, id);
        return id;
    }

    /// What the service needs for itself; what other services need is theirs.
    private void furnish() throws IOException, InterruptedException {
        var furnishing = new Furnishing(daemon, Lent.nothing());
        for (String network : service.attachments().networks().keySet()) {
            must(furnishing.createNetwork(stack, network));
        }
        if (service.specification().members().find("volumes").orElse(null) instanceof Json.Array mounts) {
            for (Json.Members mount : mounts.objects()) {
                must(furnishing.createVolume(stack, mount.findText("source").orElse("")));
            }
        }
    }

    private static void must(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            throw new ProblemException(failed.problem());
        }
    }

    /// One that can't be started is of no use to anybody who wanted nothing to be left of it.
    private void start(String id, OneOff oneOff) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.post("/containers/{}/start", id).silence(DAEMONS_TIME));
        } catch (DockerRefusal refusal) {
            if (oneOff.isRemovedAfterwards()) {
                remove(id);
            }
            throw new ProblemException(
                    DockerProblems.notStarted("a container for the command", service, refusal), refusal);
        }
    }

    private void remove(String id) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.delete("/containers/{}", id)
                    .query("force", true)
                    .query("v", true));
        } catch (DockerRefusal refusal) {
            if (!refusal.isNotFound() && !refusal.isConflict()) {
                throw refusal;
            }
        }
    }
}
