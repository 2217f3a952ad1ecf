package dev.hauban.app;

import dev.hauban.api.ProjectRegister;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.compose.ComposeReader;
import dev.hauban.compose.Reading;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.request.DiskFiles;
import dev.hauban.compose.request.ReadingOptions;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.docker.DockerEngine;
import dev.hauban.json.Json;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Finds a project by its name alone: one that the operator looks after, else one that is on Docker.
final class ProjectByName {
    private final Surroundings surroundings;
    private final Places places;
    private final NearDaemon daemon;
    private final Supplier<DockerEngine> docker;

    ProjectByName(Surroundings surroundings, Places places, NearDaemon daemon, Supplier<DockerEngine> docker) {
        this.surroundings = surroundings;
        this.places = places;
        this.daemon = daemon;
        this.docker = docker;
    }

    /// @param engine where alone to look
    Loaded find(ProjectName name, Optional<String> engine) throws IOException, InterruptedException {
        boolean mayBeLocal = !engine.equals(Optional.of(Wiring.DOCKER));
        Optional<Loaded> local = mayBeLocal ? places.remembered(name) : Optional.empty();
        if (local.isPresent()) {
            return local.get();
        }
        boolean mayBeOnDocker = engine.isEmpty() ? daemon.greeted() instanceof NearDaemon.Greeted.Answers : !mayBeLocal;
        if (!mayBeOnDocker) {
            throw new ProblemException(unknown(name, List.of()));
        }
        try (DockerEngine there = docker.get()) {
            Optional<Json.Members> document = there.withoutFiles(name);
            if (document.isEmpty()) {
                throw new ProblemException(unknown(name, there.byHand().projects()));
            }
            return read(name, document.get(), there.directory(name));
        }
    }

    /// By the rules of Compose files, but for variables: everything is filled in already.
    private Loaded read(ProjectName name, Json.Members document, Optional<String> directory) {
        var input = new ByteArrayInputStream(document.compact().getBytes(StandardCharsets.UTF_8));
        var request = new ComposeRequest(
                List.of("-"),
                directory,
                Optional.of(name.text()),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                surroundings.directory(),
                ReadingOptions.ALL.withAllResources());
        return switch (new ComposeReader(new DiskFiles(FileSystems.getDefault(), input)).read(request)) {
            case Reading.Read read -> new Loaded(read.stack(), List.of());
            case Reading.Refused(List<Problem> problems) -> throw new ProblemException(problems);
        };
    }

    private Problem unknown(ProjectName name, List<ProjectSeen> onDocker) throws IOException {
        var known = new TreeSet<String>();
        ProjectRegister.read(places.operator())
                .projects()
                .forEach(project -> known.add(project.name().text()));
        onDocker.forEach(project -> known.add(project.name()));
        return Problem.error(
                        "cli.no-such-project",
                        Actor.AUTHOR,
                        "there is no Compose file here, and no project " + name + " that runs")
                .remedy((known.isEmpty() ? "" : "There are: " + String.join(", ", known) + ".\n")
                        + "Go to the project's folder, or name its file with -f.");
    }
}
