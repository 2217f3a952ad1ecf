package dev.hauban.engine.docker;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.GivenInput;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.Streams;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.json.Json;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Services as containers of a Docker daemon, which Docker Compose takes for its own and the other way round
/// (docs/decisions/0040).
public final class DockerEngine implements Engine {
    private final Surroundings surroundings;
    private final Images images;
    private final DockerDaemon daemon;
    private final Lent lent = Lent.nothing();
    private final Picture picture = new Picture();
    private final Lanes lanes = Lanes.ofMachine();

    public DockerEngine(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.images = new Images(surroundings);
        this.daemon = surroundings.daemon();
    }

    /// Whether the daemon has containers of the project.
    ///
    /// @param silence how long it may say nothing
    public static boolean hasContainers(DockerDaemon daemon, ProjectName project, Duration silence)
            throws IOException, InterruptedException {
        return new Listing(daemon).hasContainers(project, silence);
    }

    /// What a Compose file would say of a project of which there is none at hand; empty where the daemon has nothing of
    /// it.
    public Optional<Json.Members> withoutFiles(ProjectName project) throws InterruptedException {
        try {
            return new WithoutFiles(daemon, project).document();
        } catch (IOException failure) {
            throw told(failure);
        }
    }

    /// The folder that a project was brought up from, wherever that was.
    public Optional<String> directory(ProjectName project) throws InterruptedException {
        try {
            return new WithoutFiles(daemon, project).directory();
        } catch (IOException failure) {
            throw told(failure);
        }
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Observed observe(ProjectName project) throws IOException {
        try {
            return new Sight(daemon, picture, project).observed(lent);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    @Override
    public Observed observe(Stack stack) throws IOException {
        try {
            return new Sight(daemon, picture, stack.name()).observed(stack, lent);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    @Override
    public List<Problem> check(Stack stack, Set<ServiceName> services) throws InterruptedException {
        try {
            return new Checks(daemon).of(stack, services);
        } catch (IOException failure) {
            throw told(failure);
        }
    }

    @Override
    public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
        boolean isDone = false;
        try {
            Outcome outcome = attempt(stack, step, progress);
            isDone = !(outcome instanceof Outcome.Failed);
            return outcome;
        } finally {
            if (isDone) {
                touched(step);
            } else {
                // Whatever made it fail may be what we did not know.
                picture.forget();
            }
        }
    }

    private Outcome attempt(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
        try {
            return carryOut(stack, step, progress);
        } catch (ProblemException told) {
            return DockerProblems.failed(told.problems().getFirst());
        } catch (DockerException failure) {
            return DockerProblems.failed(failure);
        } catch (ClosedByInterruptException interrupted) {
            throw new InterruptedException();
        } catch (IOException failure) {
            return DockerProblems.failed(DockerProblems.disk(failure));
        }
    }

    /// The daemon tells of it, too, but not before we look again.
    private void touched(Step step) {
        switch (step) {
            case Step.Create create -> picture.touched(create.instance());
            case Step.Recreate recreate -> picture.touched(recreate.instance());
            case Step.Start start -> picture.touched(start.instance());
            case Step.Stop stop -> picture.touched(stop.instance());
            case Step.Remove remove -> picture.touched(remove.instance());
            case Step.CreateNetwork _, Step.RemoveNetwork _, Step.CreateVolume _, Step.RemoveVolume _ ->
                picture.forgetFurnishing();
            case Step.Prepare _ -> picture.forgetImages();
            case Step.Probe _ -> {}
        }
    }

    private Outcome carryOut(Stack stack, Step step, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        ProjectName project = stack.name();
        return switch (step) {
            case Step.Prepare prepare -> images.prepare(stack, prepare.service(), progress);
            case Step.CreateNetwork create -> new Furnishing(daemon, lent).createNetwork(stack, create.key());
            case Step.RemoveNetwork remove -> new Furnishing(daemon, lent).removeNetwork(remove.name());
            case Step.CreateVolume create -> new Furnishing(daemon, lent).createVolume(stack, create.key());
            case Step.RemoveVolume remove -> new Furnishing(daemon, lent).removeVolume(remove.name());
            case Step.Create create -> new Creation(surroundings, stack, picture).create(create.instance());
            case Step.Recreate recreate -> new Creation(surroundings, stack, picture).recreate(recreate);
            case Step.Start start -> new Launch(surroundings, stack, picture).start(start.instance());
            case Step.Probe probe -> new Outcome.Probed(probe(project, probe.instance()));
            case Step.Stop stop ->
                lanes.stop(() -> new Motion(daemon, stack, picture).stop(stop.instance(), stop.grace()));
            case Step.Remove remove ->
                lanes.remove(() -> new Motion(daemon, stack, picture).remove(remove.instance(), remove.volumes()));
        };
    }

    /// A daemon that can't be asked is no answer of the service's.
    private ProbeResult probe(ProjectName project, InstanceId instance) throws InterruptedException {
        try {
            return new Trial(daemon, picture, project).probe(instance);
        } catch (IOException failure) {
            return new ProbeResult.NotRun(Duration.ZERO, String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public Watch watch(ProjectName project, Runnable changed) throws IOException {
        try {
            return Watching.start(daemon, picture, project, changed);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    @Override
    public void logs(ProjectName project, LogQuery query, Consumer<LogLine> lines, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        new Logs(daemon, project, query).give(lines, goOn);
    }

    @Override
    public int execute(ProjectName project, InstanceId instance, Execution execution)
            throws IOException, InterruptedException {
        return inside(project, instance).execute(execution);
    }

    @Override
    public int execute(ProjectName project, InstanceId instance, Execution execution, Streams streams)
            throws IOException, InterruptedException {
        return Told.answer(() -> {
            var input = new GivenInput(streams.input());
            int code =
                    inside(project, instance).execute(execution, new Streams(input, streams.output(), streams.error()));
            input.check();
            return code;
        });
    }

    private Inside inside(ProjectName project, InstanceId instance) throws IOException, InterruptedException {
        Container container = new Containers(daemon)
                .first(project, instance)
                .orElseThrow(() -> new ProblemException(DockerProblems.notRunning(instance)));
        if (!container.isRunning()) {
            throw new ProblemException(DockerProblems.notRunning(instance));
        }
        return new Inside(surroundings, container);
    }

    @Override
    public ImageStore images() {
        return new ContainerImages(surroundings, images);
    }

    @Override
    public List<Finding> describe(Stack stack) throws InterruptedException {
        return new Description(daemon).of(stack);
    }

    @Override
    public ByHand byHand() {
        return new ContainersByHand(surroundings, images);
    }

    @Override
    public void close() {
        daemon.close();
    }

    private static ProblemException told(IOException failure) {
        Problem problem = failure instanceof DockerException known ? known.problem() : DockerProblems.disk(failure);
        return new ProblemException(problem, failure);
    }

    /// For those who may not throw what an interrupt is.
    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }
}
