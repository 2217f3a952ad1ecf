package dev.hauban.engine.docker;

import dev.hauban.engine.docker.translate.Hook;
import dev.hauban.engine.docker.translate.SuppliedFile;
import dev.hauban.engine.docker.translate.TarArchive;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.FileSource;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Starts containers, with the files that are copied into them and the commands that follow.
final class Launch {
    /// What a start may take that pulls a volume from somewhere, say.
    private static final Duration DAEMONS_TIME = Duration.ofMinutes(2);

    private final Surroundings surroundings;
    private final DockerDaemon daemon;
    private final Stack stack;
    private final Picture picture;

    Launch(Surroundings surroundings, Stack stack, Picture picture) {
        this.surroundings = surroundings;
        this.daemon = surroundings.daemon();
        this.stack = stack;
        this.picture = picture;
    }

    /// One that runs already is as it should be.
    Outcome start(InstanceId instance) throws IOException, InterruptedException {
        Optional<Service> service = stack.service(instance.service());
        Optional<Container> container = new Containers(daemon, picture).first(stack.name(), instance);
        if (service.isEmpty()) {
            return DockerProblems.failed(DockerProblems.noSuchService(instance));
        }
        if (container.isEmpty()) {
            return DockerProblems.failed(DockerProblems.notMade(instance));
        }
        if (container.get().isRunning()) {
            return new Outcome.Succeeded();
        }
        if (container.get().isLeaving()) {
            // Somebody takes it away: once it is gone, another one is made.
            new Motion(daemon, stack, picture).remove(container.get(), false);
            return new Outcome.Succeeded();
        }
        if (container.get().isSuccessor()) {
            // Whoever put it in the place of another one was cut short before the last step.
            new Motion(daemon, stack, picture).rename(container.get());
        }
        copyFiles(service.get(), container.get().id());
        try {
            daemon.call(
                    DockerRequest.post("/containers/{}/start", container.get().id())
                            .silence(DAEMONS_TIME));
        } catch (DockerRefusal refusal) {
            return DockerProblems.failed(DockerProblems.notStarted(instance, service.get(), refusal));
        }
        return followUp(service.get(), container.get());
    }

    /// Secrets and configs that are no plain files of this machine.
    void copyFiles(Service service, String container) throws IOException, InterruptedException {
        List<SuppliedFile> files = SuppliedFile.toCopy(stack, service, new ConfigurationFile(surroundings).text());
        if (files.isEmpty()) {
            return;
        }
        var archive = new TarArchive(surroundings.clock().instant());
        for (SuppliedFile file : files) {
            archive.with(
                    new TarArchive.Entry(
                            file.target(),
                            file.mode(),
                            number(service, file.mount().owner()),
                            number(service, file.mount().group())),
                    content(service, file));
        }
        byte[] bytes = archive.bytes();
        daemon.call(DockerRequest.put("/containers/{}/archive", container)
                .query("path", "/")
                .tar(out -> out.write(bytes)));
    }

    private static long number(Service service, Optional<String> account) {
        try {
            return account.isEmpty() ? 0 : Long.parseLong(account.get());
        } catch (NumberFormatException name) {
            throw new ProblemException(DockerProblems.ownerWithoutNumber(service, account.get()));
        }
    }

    private static byte[] content(Service service, SuppliedFile file) throws IOException {
        if (file.source() instanceof FileSource.FromFile(var path)) {
            return Files.readAllBytes(path);
        }
        return file.content()
                .orElseThrow(() -> new ProblemException(
                        DockerProblems.notSet(service, file.mount().source())))
                .getBytes(StandardCharsets.UTF_8);
    }

    /// `post_start`: one that fails is the service's failure; it is stopped by nobody, as Docker Compose leaves it.
    private Outcome followUp(Service service, Container container) throws IOException, InterruptedException {
        for (Hook hook : Hook.afterStart(service)) {
            Command.End end = new Command(daemon, container.id()).run(hook.json(true), DAEMONS_TIME);
            if (!(end instanceof Command.End.Exited(int code, String _) && code == 0)) {
                return DockerProblems.failed(DockerProblems.hookFailed(service, "post_start", end));
            }
        }
        return new Outcome.Succeeded();
    }
}
