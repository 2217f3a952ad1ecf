package dev.hauban.engine.docker;

import dev.hauban.engine.Attachment;
import dev.hauban.engine.ByHand;
import dev.hauban.engine.Copy;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Ended;
import dev.hauban.engine.Happening;
import dev.hauban.engine.HappeningQuery;
import dev.hauban.engine.Joining;
import dev.hauban.engine.OneOff;
import dev.hauban.engine.OneOffs;
import dev.hauban.engine.Processes;
import dev.hauban.engine.ProjectSeen;
import dev.hauban.engine.Space;
import dev.hauban.engine.Usage;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerRefusal;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.json.Json;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Ties;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// What is done to single containers, and asked of them.
final class ContainersByHand implements ByHand {
    private static final List<String> UP = List.of("running", "paused", "restarting");

    private final Surroundings surroundings;
    private final Images images;
    private final DockerDaemon daemon;
    private final Finder finder;

    ContainersByHand(Surroundings surroundings, Images images) {
        this(surroundings, images, new Containers(surroundings.daemon())::first);
    }

    private ContainersByHand(Surroundings surroundings, Images images, Finder finder) {
        this.surroundings = surroundings;
        this.images = images;
        this.daemon = surroundings.daemon();
        this.finder = finder;
    }

    /// Which container is meant.
    private interface Finder {
        Optional<Container> find(ProjectName project, InstanceId instance) throws IOException, InterruptedException;
    }

    @Override
    public String engine() {
        return "docker";
    }

    @Override
    public void carryOut(ProjectName project, InstanceId instance, Deed deed) throws IOException, InterruptedException {
        Optional<Container> container = finder.find(project, instance);
        if (container.isEmpty() && deed instanceof Deed.Remove) {
            return;
        }
        String id = container
                .orElseThrow(() -> new ProblemException(DockerProblems.notRunning(instance)))
                .id();
        switch (deed) {
            case Deed.Kill(String signal) -> kill(instance, id, signal);
            case Deed.Pause _ -> pause(container.get());
            case Deed.Unpause _ -> unpause(container.get());
            case Deed.Remove(boolean volumes) -> remove(id, volumes);
        }
    }

    private void kill(InstanceId instance, String id, String signal) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.post("/containers/{}/kill", id).query("signal", signal));
        } catch (DockerRefusal refusal) {
            if (refusal.reason().contains("is not running")) {
                throw new ProblemException(DockerProblems.notRunning(instance), refusal);
            }
            throw Told.of(refusal);
        }
    }

    private void pause(Container container) throws IOException, InterruptedException {
        if (!container.status().equals("paused")) {
            call(DockerRequest.post("/containers/{}/pause", container.id()));
        }
    }

    private void unpause(Container container) throws IOException, InterruptedException {
        if (container.status().equals("paused")) {
            call(DockerRequest.post("/containers/{}/unpause", container.id()));
        }
    }

    /// Without force: one that was started in between stays.
    private void remove(String id, boolean volumes) throws IOException, InterruptedException {
        try {
            daemon.call(DockerRequest.delete("/containers/{}", id).query("v", volumes));
        } catch (DockerRefusal refusal) {
            if (!refusal.isNotFound()) {
                throw Told.of(refusal);
            }
        }
    }

    @Override
    public Processes processes(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        Container container = running(project, instance);
        Json.Members said = Containers.members(call(DockerRequest.get("/containers/{}/top", container.id())));
        var rows = new ArrayList<List<String>>();
        for (Json row : said.array("Processes").values()) {
            if (row instanceof Json.Array cells) {
                rows.add(cells.texts());
            }
        }
        return new Processes(said.array("Titles").texts(), rows);
    }

    @Override
    public Ended awaitEnd(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        return Told.answer(() -> awaitEnd(there(project, instance).id()));
    }

    /// Of a container, whatever it belongs to.
    Ended awaitEnd(String id) throws IOException, InterruptedException {
        try (DockerStream ended = daemon.open(DockerRequest.post("/containers/{}/wait", id))) {
            Optional<Json.Members> end = ended.nextObject();
            if (end.isEmpty()) {
                throw new ProblemException(DockerProblems.waitCutOff());
            }
            return new Ended(id, Math.toIntExact(end.get().wholeNumber("StatusCode")));
        }
    }

    @Override
    public Usage usage(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        Container container = there(project, instance);
        if (!UP.contains(container.status())) {
            return Usage.none(container.id());
        }
        Json said =
                call(DockerRequest.get("/containers/{}/stats", container.id()).query("stream", false));
        return new UsageReader(Containers.members(said)).usage(container.id());
    }

    @Override
    public List<VolumeSeen> volumes(ProjectName project) throws IOException, InterruptedException {
        return Told.answer(() -> new Listing(daemon).volumes(project));
    }

    @Override
    public List<Space> spaces(ProjectName project) throws IOException, InterruptedException {
        return Told.answer(
                () -> new SpaceReader(daemon, project).all(new ContainerImages(surroundings, images).list(project)));
    }

    @Override
    public List<ProjectSeen> projects() throws IOException, InterruptedException {
        return Told.answer(() -> new Listing(daemon).projects());
    }

    @Override
    public void happenings(ProjectName project, HappeningQuery query, Consumer<Happening> told, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        Told.done(() -> new Happenings(daemon, project, query).tell(told, goOn));
    }

    @Override
    public void copy(ProjectName project, InstanceId instance, Copy copy) throws IOException, InterruptedException {
        Told.done(() -> copy(there(project, instance).id(), copy));
    }

    private void copy(String id, Copy copy) throws IOException, InterruptedException {
        switch (copy) {
            case Copy.In in -> new CopyIn(surroundings, id).files(in);
            case Copy.ArchiveIn in -> new CopyIn(surroundings, id).archive(in);
            case Copy.Out out -> new CopyOut(surroundings, id).files(out);
            case Copy.ArchiveOut out -> new CopyOut(surroundings, id).archive(out);
        }
    }

    @Override
    public Attachment attach(ProjectName project, InstanceId instance, Joining joining)
            throws IOException, InterruptedException {
        return Told.answer(() -> {
            Container container = running(project, instance);
            var process = new ContainerAttachment.Process(container.id(), container.hasTerminal(), "not-running");
            return ContainerAttachment.open(surroundings, process, joining);
        });
    }

    @Override
    public OneOffs oneOffs(ProjectName project) throws IOException, InterruptedException {
        return Told.answer(() -> {
            var containers = new HashMap<InstanceId, Container>();
            var instances = new ArrayList<Instance>();
            for (Container container : new Containers(daemon).oneOffs(project)) {
                containers.put(container.instance(), container);
                instances.add(InstanceReader.read(container).instance(container.hash(), Ties.unknown()));
            }
            return new OneOffs(
                    instances,
                    new ContainersByHand(
                            surroundings, images, (_, instance) -> Optional.ofNullable(containers.get(instance))));
        });
    }

    @Override
    public Attachment runOnce(Stack stack, ServiceName service, OneOff oneOff, Joining joining)
            throws IOException, InterruptedException {
        return Told.answer(() -> run(stack, service).attached(oneOff, joining));
    }

    @Override
    public String startOnce(Stack stack, ServiceName service, OneOff oneOff) throws IOException, InterruptedException {
        return Told.answer(() -> run(stack, service).detached(oneOff));
    }

    private OneOffRun run(Stack stack, ServiceName name) throws IOException, InterruptedException {
        Service service = stack.service(name)
                .orElseThrow(() -> new ProblemException(DockerProblems.noSuchService(new InstanceId(name, 1))));
        if (images.prepare(stack, name, _ -> {}) instanceof Outcome.Failed failed) {
            throw new ProblemException(failed.problem());
        }
        return new OneOffRun(surroundings, stack, service);
    }

    private Container running(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        Container container = there(project, instance);
        if (!UP.contains(container.status())) {
            throw new ProblemException(DockerProblems.notRunning(instance));
        }
        return container;
    }

    private Container there(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        return finder.find(project, instance)
                .orElseThrow(() -> new ProblemException(DockerProblems.notRunning(instance)));
    }

    private Json call(DockerRequest request) throws IOException, InterruptedException {
        return Told.answer(() -> daemon.call(request));
    }
}
