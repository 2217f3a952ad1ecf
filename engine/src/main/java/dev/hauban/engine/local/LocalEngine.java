package dev.hauban.engine.local;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.StateFolder;
import dev.hauban.engine.Streams;
import dev.hauban.engine.local.image.LocalProgram;
import dev.hauban.engine.local.keep.Instances;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.engine.local.log.Logs;
import dev.hauban.plan.Habits;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Services as processes of this machine, for the one project that it was made for.
public final class LocalEngine implements Engine {
    private final Surroundings surroundings;
    private final LocalFolder folder;
    private @Nullable LocalProject project;

    public LocalEngine(Surroundings surroundings) {
        this.surroundings = surroundings;
        folder = LocalProject.folder(surroundings.state());
    }

    /// Whether volumes of a project are kept here: nobody should begin them empty elsewhere without knowing it.
    public static boolean hasData(StateFolder state) {
        LocalFolder folder = LocalProject.folder(state);
        return isFilled(folder.volumes()) || isFilled(folder.root().resolve("anonymous"));
    }

    private static boolean isFilled(Path path) {
        String[] names = path.toFile().list();
        return names != null && names.length > 0;
    }

    /// Whoever only looks doesn't pay for the rest.
    private synchronized LocalProject project() {
        if (project == null) {
            project = new LocalProject(surroundings);
        }
        return project;
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Observed observe(ProjectName name) throws IOException {
        var instances = new ArrayList<Instance>();
        for (Kept kept : new Instances(folder).all()) {
            instances.add(kept.instance());
        }
        return new Observed(instances, LocalFolder.names(folder.networks()), LocalFolder.names(folder.volumes()));
    }

    /// A network that is not as the files say counts as missing, and no instance as being on it; an instance of another
    /// program than was prepared last is to be made anew.
    @Override
    public Observed observe(Stack stack) throws IOException {
        var made = new MadeNetworks(folder, stack);
        var instances = new ArrayList<Instance>();
        for (Kept kept : new Instances(folder).all()) {
            Optional<String> program = folder.prepared(kept.definition().id().service());
            instances.add(kept.instance(program, made::marks));
        }
        SortedSet<String> networks = made.names();
        SortedSet<String> diverged = made.diverged();
        networks.removeAll(diverged);
        return new Observed(instances, networks, diverged, LocalFolder.names(folder.volumes()), Habits.none());
    }

    @Override
    public List<Problem> check(Stack stack, Set<ServiceName> services) throws InterruptedException {
        return new Checks(project()).of(stack, services);
    }

    @Override
    public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
        try {
            if (!(step instanceof Step.Probe)) {
                surroundings.state().make();
            }
            return carryOut(stack, step, progress);
        } catch (ProblemException told) {
            return LocalProblems.failed(told.problems().getFirst());
        } catch (IOException failed) {
            return LocalProblems.failed(LocalProblems.disk(folder.root(), failed));
        }
    }

    private Outcome carryOut(Stack stack, Step step, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        return switch (step) {
            case Step.Prepare prepare -> prepare(stack, prepare.service(), progress);
            case Step.CreateNetwork create -> project().storage().createNetwork(stack, create.key());
            case Step.RemoveNetwork remove -> project().storage().removeNetwork(remove.name());
            case Step.CreateVolume create -> project().storage().createVolume(stack, create.key());
            case Step.RemoveVolume remove -> project().storage().removeVolume(remove.name());
            case Step.Create create -> new Creation(project()).create(stack, create.instance());
            case Step.Recreate recreate -> recreate(stack, recreate);
            case Step.Start start -> new Launch(project()).start(stack, start.instance());
            case Step.Probe probe -> new Outcome.Probed(new Trial(project()).probe(stack, probe.instance()));
            case Step.Stop stop -> stop(stack, stop);
            case Step.Remove remove -> new Creation(project()).remove(remove.instance(), remove.volumes());
        };
    }

    private Outcome recreate(Stack stack, Step.Recreate recreate) throws IOException, InterruptedException {
        Outcome stopped = stop(stack, new Step.Stop(recreate.instance(), recreate.grace()));
        if (!(stopped instanceof Outcome.Succeeded)) {
            return stopped;
        }
        Outcome removed = new Creation(project()).remove(recreate.instance(), recreate.renewsVolumes());
        return removed instanceof Outcome.Succeeded
                ? new Creation(project()).create(stack, recreate.instance())
                : removed;
    }

    private Outcome stop(Stack stack, Step.Stop stop) throws IOException, InterruptedException {
        Outcome outcome = project().ending().stop(stop.instance(), stop.grace());
        project().position().tellNeighbors(stack);
        return outcome;
    }

    @Override
    public ImageStore images() {
        return new LocalImages(project(), surroundings.state());
    }

    private Outcome prepare(Stack stack, ServiceName name, Consumer<Progress> progress)
            throws IOException, InterruptedException {
        var service = stack.service(name);
        if (service.isEmpty()) {
            return LocalProblems.failed(LocalProblems.noSuchService(new InstanceId(name, 1)));
        }
        LocalProgram program =
                project().programs().prepare(service.get(), progress).program();
        folder.prepared(name, program.identity());
        return new Outcome.Succeeded();
    }

    @Override
    public Watch watch(ProjectName name, Runnable changed) throws IOException {
        return Watching.of(project(), changed);
    }

    @Override
    public void logs(ProjectName name, LogQuery query, Consumer<LogLine> lines, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        new Logs(folder).read(query, lines, goOn);
    }

    @Override
    public int execute(ProjectName name, InstanceId instance, Execution execution)
            throws IOException, InterruptedException {
        return new Trial(project()).execute(instance, execution);
    }

    @Override
    public int execute(ProjectName name, InstanceId instance, Execution execution, Streams streams)
            throws IOException, InterruptedException {
        return new Trial(project()).execute(instance, execution, streams);
    }

    @Override
    public List<Finding> describe(Stack stack) throws InterruptedException {
        return new Description(project()).of(stack);
    }

    @Override
    public ByHand byHand() {
        return new ProcessesByHand(project());
    }

    /// Services go on: they belong to the machine, not to this program.
    @Override
    public void close() {}
}
