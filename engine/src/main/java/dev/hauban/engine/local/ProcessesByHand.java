package dev.hauban.engine.local;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Ended;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Processes;
import dev.hauban.engine.Signals;
import dev.hauban.engine.Space;
import dev.hauban.engine.Usage;
import dev.hauban.engine.VolumeSeen;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.engine.local.shim.InstanceFolder;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// What is done to the processes of single instances. Pausing is none of it: whoever keeps the stack would take a
/// service that doesn't answer its test for sick.
final class ProcessesByHand implements ByHand {
    private static final Path PROC = Path.of("/proc");

    private final LocalProject project;

    ProcessesByHand(LocalProject project) {
        this.project = project;
    }

    @Override
    public String engine() {
        return "local";
    }

    @Override
    public void carryOut(ProjectName name, InstanceId instance, Deed deed) throws IOException, InterruptedException {
        switch (deed) {
            case Deed.Kill(String signal) -> send(instance, signal);
            case Deed.Remove _ ->
                throw new ProblemException(Problem.error(
                                "engine.not-by-hand",
                                Actor.MACHINE,
                                "the local engine can't take single instances away")
                        .remedy("hauban down " + instance.service() + " takes the whole service away; data stays."));
            case Deed.Pause _, Deed.Unpause _ -> ByHand.super.carryOut(name, instance, deed);
        }
    }

    private void send(InstanceId instance, String signal) throws IOException, InterruptedException {
        if (!project.shim().signal(running(instance).main(), Signals.number(signal))) {
            throw new ProblemException(LocalProblems.notRunning(instance));
        }
    }

    private InstanceFolder.Processes running(InstanceId instance) throws IOException {
        return project.instances()
                .find(instance)
                .filter(Kept::isRunning)
                .flatMap(Kept::processes)
                .orElseThrow(() -> new ProblemException(LocalProblems.notRunning(instance)));
    }

    @Override
    public Processes processes(ProjectName name, InstanceId instance) throws IOException {
        return new ProcessListing(PROC, project.time().instant(), ZoneId.systemDefault())
                .below(running(instance).shim().pid());
    }

    @Override
    public Usage usage(ProjectName name, InstanceId instance) throws IOException, InterruptedException {
        Kept kept = project.instances()
                .find(instance)
                .orElseThrow(() -> new ProblemException(LocalProblems.notRunning(instance)));
        return new UsageLook(project, PROC).of(kept);
    }

    /// One that was taken away in the meantime has been killed: nobody knows more of it.
    @Override
    public Ended awaitEnd(ProjectName name, InstanceId instance) throws IOException, InterruptedException {
        Kept kept = project.instances()
                .find(instance)
                .orElseThrow(() -> new ProblemException(LocalProblems.notRunning(instance)));
        var changes = new Semaphore(0);
        try (Engine.Watch _ = Watching.of(project, changes::release)) {
            OptionalInt code = code(instance);
            while (code.isEmpty()) {
                changes.acquire();
                changes.drainPermits();
                code = code(instance);
            }
            return new Ended(kept.definition().name(), code.getAsInt());
        }
    }

    /// How it ended; empty while it runs.
    private OptionalInt code(InstanceId instance) throws IOException {
        Optional<Kept> kept = project.instances().find(instance);
        if (kept.isEmpty()) {
            return OptionalInt.of(128 + 9);
        }
        return switch (kept.get().phase()) {
            case Instance.Phase.Exited exited -> OptionalInt.of(exited.code());
            case Instance.Phase.Restarting restarting -> OptionalInt.of(restarting.code());
            case Instance.Phase.Created _, Instance.Phase.Running _, Instance.Phase.Paused _ -> OptionalInt.empty();
        };
    }

    @Override
    public List<Space> spaces(ProjectName name) throws IOException {
        return new SpaceLook(project.folder()).all();
    }

    @Override
    public List<VolumeSeen> volumes(ProjectName name) throws IOException {
        var volumes = new ArrayList<VolumeSeen>();
        for (String volume : LocalFolder.names(project.folder().volumes())) {
            volumes.add(new VolumeSeen(
                    volume, "local", project.folder().volume(volume).toString(), "local", new TreeMap<>()));
        }
        return volumes;
    }
}
