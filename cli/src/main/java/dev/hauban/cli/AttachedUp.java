package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.engine.Engine;
import dev.hauban.event.Event;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Request;
import dev.hauban.plan.Wanted;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// `up` without `-d`: brings up, shows what the services write, and stops at Ctrl-C what it started.
final class AttachedUp {
    private final Call call;
    private final Loaded loaded;
    private final Work work;
    private final Instant begun;
    private final AtomicInteger interrupts = new AtomicInteger();

    AttachedUp(Call call, Loaded loaded) {
        this.call = call;
        this.loaded = loaded;
        this.work = new Work(call, loaded);
        this.begun = call.surroundings().clock().instant();
    }

    int run(Request.Up request) throws IOException, InterruptedException {
        work.checkStrictly(request);
        Set<ServiceName> idle = idle(request);
        Thread working = Thread.currentThread();
        try (var _ = call.house().onInterrupt(() -> interrupted(working))) {
            try {
                Event.Settled settled = work.carryOut(request);
                return settled.asAsked() ? follow(request, idle) : failed(settled);
            } catch (ClosedByInterruptException cutOff) {
                return stopWhatWasBegun(idle);
            } catch (InterruptedException stopped) {
                return stopWhatWasBegun(idle);
            }
        }
    }

    /// Every Ctrl-C ends what is being waited for; the third gives up waiting for the end.
    private void interrupted(Thread working) {
        interrupts.incrementAndGet();
        working.interrupt();
    }

    /// What is asked for and doesn't run yet: that it does later on is this command's doing.
    private Set<ServiceName> idle(Request.Up request) throws IOException {
        Wanted asked = Wanted.nothing(loaded.stack()).asked(request, loaded.stack(), begun);
        var idle = new TreeSet<>(asked.services().keySet());
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
                if (instance.isRunning()) {
                    idle.remove(instance.id().service());
                }
            }
        }
        return idle;
    }

    private int failed(Event.Settled settled) throws IOException, InterruptedException {
        List<Problem> problems = Work.problems(settled);
        new UpReport(call, loaded, work.board()).printTrouble(problems, work.troubles());
        call.err().println("What runs goes on: \"hauban down\" takes it away.");
        return ExitCode.of(problems).number();
    }

    private int follow(Request.Up request, Set<ServiceName> idle) throws IOException, InterruptedException {
        try (var output = new AttachedOutput(call, loaded, request.services(), begun)) {
            try {
                output.await();
            } catch (InterruptedException stopped) {
                // What services say while they end is shown, too.
                return stopWhatWasBegun(idle);
            }
        }
        return outcome(request.services());
    }

    private int outcome(List<ServiceName> named) throws IOException {
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
                boolean isMeant =
                        named.isEmpty() || named.contains(instance.id().service());
                if (isMeant && instance.phase() instanceof Instance.Phase.Exited exited && exited.code() != 0) {
                    call.err().println(instance.id() + " ended with " + exited.code());
                    return ExitCode.SERVICE_FAILED.number();
                }
            }
        }
        return ExitCode.SUCCESS.number();
    }

    /// What the operator has been told of is stopped, too, where it has not begun yet: it would start it later.
    private int stopWhatWasBegun(Set<ServiceName> idle) throws InterruptedException {
        if (interrupts.get() == 0) {
            throw new InterruptedException("by nobody's Ctrl-C");
        }
        // Whoever noticed the interrupt may have left the mark for others to see; the stopping is not to see it.
        Thread.interrupted();
        var begunServices = new TreeSet<>(idle);
        begunServices.addAll(work.board().begun());
        if (begunServices.isEmpty()) {
            call.err().println("\nNothing was started by this command; what runs goes on.");
            return ExitCode.INTERRUPTED.number();
        }
        call.err().println("\nStopping what this command started (Ctrl-C again kills it)");
        call.err().flush();
        stop(List.copyOf(begunServices), Asking.grace(call));
        return ExitCode.INTERRUPTED.number();
    }

    private void stop(List<ServiceName> services, Optional<Duration> grace) throws InterruptedException {
        int before = interrupts.get();
        try {
            Event.Settled settled = work.carryOutInLines(new Request.Stop(services, grace));
            new ProblemPrinter(call.surroundings()).print(Work.problems(settled));
        } catch (InterruptedException impatient) {
            boolean isKilling = grace.equals(Optional.of(Duration.ZERO));
            Thread.interrupted();
            if (interrupts.get() == before) {
                // An echo of the Ctrl-C that began the stopping, not another one: nothing may be left running.
                stop(services, grace);
                return;
            }
            if (isKilling) {
                call.err().println("\nNot waited for; \"hauban ps\" shows what still runs.");
                return;
            }
            call.err().println("\nKilling");
            call.err().flush();
            stop(services, Optional.of(Duration.ZERO));
        }
    }
}
