package dev.hauban.engine.local;

import dev.hauban.engine.Signals;
import dev.hauban.engine.local.host.Strays;
import dev.hauban.engine.local.keep.Inside;
import dev.hauban.engine.local.keep.Kept;
import dev.hauban.engine.local.shim.InstanceFolder.Processes;
import dev.hauban.engine.local.shim.ProcessMark;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Ends instances: the stop signal to the main process, and after its grace the whole tree at once. A process is only
/// ever touched when its start time is the recorded one too.
final class Ending {
    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;
    /// How long killed processes may take to vanish; only a hanging disk makes them take longer.
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final LocalProject project;

    Ending(LocalProject project) {
        this.project = project;
    }

    Outcome stop(InstanceId id, Duration grace) throws IOException, InterruptedException {
        Optional<Kept> kept = project.instances().find(id);
        if (kept.isEmpty()) {
            return new Outcome.Succeeded();
        }
        Optional<Processes> processes = kept.get().processes();
        if (kept.get().isRunning() && processes.isPresent()) {
            boolean ended = ask(kept.get(), processes.get(), grace) || kill(processes.get());
            if (!ended) {
                return LocalProblems.failed(LocalProblems.notStopped(id));
            }
        }
        endStrays(id);
        Files.deleteIfExists(project.folder().instance(id).resolve(Inside.FILE));
        return new Outcome.Succeeded();
    }

    /// What is left of an instance that doesn't run, or that nobody knows any more.
    void endStrays(InstanceId id) throws IOException, InterruptedException {
        Optional<Processes> last = project.instances().processes(id);
        if (last.isPresent() && last.get().shim().isAlive()) {
            kill(last.get());
        }
        List<ProcessMark> strays = Strays.of(project.mark(id));
        for (ProcessMark stray : strays) {
            project.shim().signal(stray, SIGKILL);
        }
        for (ProcessMark stray : strays) {
            waitFor(KILL_LIMIT, () -> !stray.isAlive());
        }
        project.controlGroups().remove(project.mark(id));
    }

    private boolean ask(Kept kept, Processes processes, Duration grace) throws IOException, InterruptedException {
        if (grace.isZero()) {
            return false;
        }
        int signal = kept.definition().stopSignal().map(Signals::number).orElse(SIGTERM);
        project.shim().signal(processes.main(), signal);
        // The shim ends after its last descendant and after it has written how the main process ended.
        return waitFor(grace, () -> !processes.main().isAlive()) && waitFor(KILL_LIMIT, () -> hasEnded(processes));
    }

    private boolean kill(Processes processes) throws IOException, InterruptedException {
        if (processes.shim().isAlive()) {
            project.shim().signal(processes.shim(), SIGTERM);
            if (waitFor(KILL_LIMIT, () -> hasEnded(processes))) {
                return true;
            }
        }
        project.shim().signal(processes.shim(), SIGKILL);
        project.shim().signal(processes.main(), SIGKILL);
        return waitFor(KILL_LIMIT, () -> hasEnded(processes));
    }

    private static boolean hasEnded(Processes processes) {
        return !processes.main().isAlive() && !processes.shim().isAlive();
    }

    /// Looks often at first, because most things end at once.
    static boolean waitFor(Duration limit, java.util.function.BooleanSupplier isSo) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        long pause = 1;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() >= end) {
                return false;
            }
            Thread.sleep(pause);
            pause = Math.min(20, pause * 2);
        }
        return true;
    }
}
