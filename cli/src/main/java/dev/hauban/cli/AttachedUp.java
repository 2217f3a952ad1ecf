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
    private final UpLine line;
    private final EndRule rule;
    private final Work work;
    private final Instant begun;
    private final AtomicInteger interrupts = new AtomicInteger();

    AttachedUp(Call call, Loaded loaded, UpLine line) {
        this.call = call;
        this.loaded = loaded;
        this.line = line;
        this.rule = line.endRule(loaded.stack());
        this.work = new Work(call, loaded, line.tellsPreparation());
        this.begun = call.surroundings().clock().instant();
    }

    int run(Request.Up request) throws IOException, InterruptedException {
        work.checkStrictly(request);
        Set<ServiceName> all = all(request);
        AttachedOutput.Scope scope = scope(request, all);
        Set<ServiceName> idle = idle(all);
        Thread working = Thread.currentThread();
        try (var _ = call.house().onInterrupt(() -> interrupted(working))) {
            try {
                Event.Settled settled = work.carryOut(request);
                return settled.asAsked() ? follow(scope, all, idle) : failed(settled, all);
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

    /// What is asked for, with what that depends on.
    private Set<ServiceName> all(Request.Up request) {
        return new TreeSet<>(Wanted.nothing(loaded.stack())
                .asked(request, loaded.stack(), begun)
                .services()
                .keySet());
    }

    /// What is asked for and doesn't run yet: that it does later on is this command's doing.
    private Set<ServiceName> idle(Set<ServiceName> all) throws IOException {
        var idle = new TreeSet<>(all);
        idle.removeAll(running());
        return idle;
    }

    private Set<ServiceName> running() throws IOException {
        var running = new TreeSet<ServiceName>();
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
                if (instance.isRunning()) {
                    running.add(instance.id().service());
                }
            }
        }
        return running;
    }

    private int failed(Event.Settled settled, Set<ServiceName> all) throws IOException, InterruptedException {
        List<Problem> problems = Work.problems(settled);
        new UpReport(call, loaded, work.board()).printTrouble(problems, work.troubles());
        if (rule.stopsTheOthers()) {
            stopAll(all);
        } else if (!running().isEmpty()) {
            call.err().println("What runs goes on: \"hauban down\" takes it away.");
        }
        return ExitCode.of(problems).number();
    }

    private AttachedOutput.Scope scope(Request.Up request, Set<ServiceName> all) {
        Set<ServiceName> awaited = request.services().isEmpty() ? all : Set.copyOf(request.services());
        return new AttachedOutput.Scope(awaited, line.shown(loaded.stack(), request.services(), all), rule, begun);
    }

    private int follow(AttachedOutput.Scope scope, Set<ServiceName> all, Set<ServiceName> idle)
            throws IOException, InterruptedException {
        if (idle.isEmpty() && work.board().begun().isEmpty()) {
            call.err().println("All of it runs already. What it writes from now on follows; Ctrl-C ends only that.");
            call.err().flush();
        }
        Optional<Instance> culprit;
        try (var output = new AttachedOutput(call, loaded, scope)) {
            try {
                culprit = output.await();
                if (culprit.isPresent()) {
                    call.err().println(ended(culprit.get()) + "; stopping all");
                    call.err().flush();
                    stopAll(all);
                }
            } catch (InterruptedException stopped) {
                // What services say while they end is shown, too.
                output.leaveEndsToOthers();
                return stopWhatWasBegun(idle);
            }
        }
        return rule.stopsTheOthers() ? verdict(culprit) : outcome(scope.awaited());
    }

    private void stopAll(Set<ServiceName> services) throws InterruptedException {
        Event.Settled settled = work.carryOutInLines(new Request.Stop(List.copyOf(services), Asking.grace(call)));
        new ProblemPrinter(call.surroundings()).print(Work.problems(settled));
    }

    /// The exit code of the service that was named for it, else of the one on whose account all were stopped.
    private int verdict(Optional<Instance> culprit) throws IOException {
        if (rule.judge().isEmpty()) {
            return culprit.map(EndRule::code).orElse(ExitCode.SUCCESS.number());
        }
        int code = ExitCode.SUCCESS.number();
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
                if (instance.id().service().equals(rule.judge().get())) {
                    code = Math.max(code, EndRule.code(instance));
                }
            }
        }
        return code;
    }

    private static String ended(Instance instance) {
        return instance.id() + " ended with " + EndRule.code(instance);
    }

    private int outcome(Set<ServiceName> named) throws IOException {
        try (Engine engine = call.engine(loaded)) {
            for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
                boolean isMeant = named.contains(instance.id().service());
                if (isMeant && instance.phase() instanceof Instance.Phase.Exited exited && exited.code() != 0) {
                    call.err().println(ended(instance));
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
