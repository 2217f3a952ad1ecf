package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.screen.LogPrinter;
import dev.hauban.engine.Engine;
import dev.hauban.engine.LogQuery;
import dev.hauban.event.Event;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Request;
import dev.hauban.problem.Problem;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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
        Thread working = Thread.currentThread();
        try (var _ = call.house().onInterrupt(() -> interrupted(working))) {
            try {
                Event.Settled settled = work.carryOut(request);
                if (!settled.asAsked()) {
                    return failed(settled);
                }
                return follow(request.services());
            } catch (ClosedByInterruptException cutOff) {
                return stopWhatWasBegun();
            } catch (InterruptedException stopped) {
                if (interrupts.get() == 0) {
                    throw stopped;
                }
                return stopWhatWasBegun();
            }
        }
    }

    /// Every Ctrl-C ends what is being waited for; the third gives up waiting for the end.
    private void interrupted(Thread working) {
        interrupts.incrementAndGet();
        working.interrupt();
    }

    private int failed(Event.Settled settled) throws IOException, InterruptedException {
        List<Problem> problems = Work.problems(settled);
        new UpReport(call, loaded, work.board()).printTrouble(problems, work.troubles());
        call.err().println("What runs goes on: \"hauban down\" takes it away.");
        return ExitCode.of(problems).number();
    }

    private int follow(List<ServiceName> named) throws IOException, InterruptedException {
        try (Engine engine = call.engine(loaded)) {
            LogPrinter printer = LogsCommand.printer(call, LogsCommand.instances(engine, loaded, named));
            var query =
                    new LogQuery(Set.copyOf(named), true, OptionalInt.empty(), Optional.of(begun), Optional.empty());
            var over = new AtomicBoolean();
            try (var _ = engine.watch(loaded.stack().name(), () -> over.set(isOver(engine, named)))) {
                over.set(isOver(engine, named));
                engine.logs(loaded.stack().name(), query, printer::print, () -> !over.get() && !printer.isAbandoned());
            }
            return outcome(engine, named);
        }
    }

    /// Whether all have ended and none will be started again.
    private boolean isOver(Engine engine, List<ServiceName> named) {
        try {
            for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
                boolean isMeant =
                        named.isEmpty() || named.contains(instance.id().service());
                if (isMeant && !hasEnded(instance)) {
                    return false;
                }
            }
            return true;
        } catch (IOException unseen) {
            // What can't be seen may still run; the next change asks again.
            return false;
        }
    }

    private boolean hasEnded(Instance instance) {
        if (!(instance.phase() instanceof Instance.Phase.Exited exited)) {
            return false;
        }
        Optional<Service> service = loaded.stack().service(instance.id().service());
        if (service.isEmpty()) {
            return true;
        }
        return switch (service.get().lifecycle().restart()) {
            case RestartPolicy.Never _ -> true;
            case RestartPolicy.Always _, RestartPolicy.UnlessStopped _ -> false;
            case RestartPolicy.OnFailure(OptionalInt attempts) -> exited.code() == 0 || attempts.isPresent();
        };
    }

    private int outcome(Engine engine, List<ServiceName> named) throws IOException {
        for (Instance instance : engine.observe(loaded.stack().name()).instances()) {
            boolean isMeant = named.isEmpty() || named.contains(instance.id().service());
            if (isMeant && instance.phase() instanceof Instance.Phase.Exited exited && exited.code() != 0) {
                call.err().println(instance.id() + " ended with " + exited.code());
                return ExitCode.SERVICE_FAILED.number();
            }
        }
        return ExitCode.SUCCESS.number();
    }

    private int stopWhatWasBegun() throws InterruptedException {
        // Whoever noticed the interrupt may have left the mark for others to see; the stopping is not to see it.
        Thread.interrupted();
        List<ServiceName> begunServices = work.board().begun().stream().sorted().toList();
        if (begunServices.isEmpty()) {
            call.err().println("\nNothing was started by this command; what runs goes on.");
            return ExitCode.INTERRUPTED.number();
        }
        call.err().println("\nStopping what this command started (Ctrl-C again kills it)");
        call.err().flush();
        stop(begunServices, Asking.grace(call));
        return ExitCode.INTERRUPTED.number();
    }

    private void stop(List<ServiceName> services, Optional<Duration> grace) throws InterruptedException {
        int before = interrupts.get();
        try {
            Event.Settled settled = work.carryOut(new Request.Stop(services, grace));
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
                throw impatient;
            }
            call.err().println("\nKilling");
            call.err().flush();
            stop(services, Optional.of(Duration.ZERO));
        }
    }
}
