package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.event.Event;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Request;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/// `up -d`, `up --wait` and `create`: brings up or makes, reports, returns.
final class DetachedUp {
    private final Call call;
    private final Loaded loaded;
    private final Manner manner;
    private final Work work;

    DetachedUp(Call call, Loaded loaded, Manner manner) {
        this.call = call;
        this.loaded = loaded;
        this.manner = manner;
        this.work = new Work(call, loaded, manner.tellsPreparation());
    }

    /// @param again what goes on where this one was cut short: `hauban up -d`
    /// @param tellsPreparation whether it is shown how far downloads and builds are
    /// @param waits until all is healthy, and that it still is
    /// @param limit in seconds
    record Manner(String again, boolean tellsPreparation, boolean waits, OptionalInt limit) {}

    /// Why the waiting ended before it was over.
    private enum Cut {
        NONE,
        INTERRUPTED,
        TIMEOUT
    }

    int run(Request.Up request) throws IOException, InterruptedException {
        work.checkStrictly(request);
        // Whoever reads events is told all of them.
        Optional<Observed> already = call.options().progress() == CommonOptions.Progress.JSON
                ? Optional.empty()
                : call.house().keeper().glance(loaded, call.engineChoice(loaded).name(), request);
        return already.isPresent() ? told(Seen.of(already.get(), call, loaded), request) : carriedOut(request);
    }

    private int carriedOut(Request.Up request) throws IOException, InterruptedException {
        var cut = new AtomicReference<>(Cut.NONE);
        Thread working = Thread.currentThread();
        try (var _ = call.house().onInterrupt(() -> cutShort(cut, Cut.INTERRUPTED, working))) {
            Thread alarm = alarm(cut, working);
            try {
                return settled(work.carryOut(request), request);
            } catch (InterruptedException stopped) {
                return missing(cut.get(), stopped);
            } finally {
                alarm.interrupt();
            }
        }
    }

    private static void cutShort(AtomicReference<Cut> cut, Cut why, Thread working) {
        if (cut.compareAndSet(Cut.NONE, why)) {
            working.interrupt();
        }
    }

    private Thread alarm(AtomicReference<Cut> cut, Thread working) {
        OptionalInt limit = manner.limit();
        Thread alarm = Thread.ofVirtual().name("wait-timeout").unstarted(() -> {
            try {
                Thread.sleep(Duration.ofSeconds(limit.orElseThrow()));
                cutShort(cut, Cut.TIMEOUT, working);
            } catch (InterruptedException doneInTime) {
                Thread.currentThread().interrupt();
            }
        });
        if (limit.isPresent()) {
            alarm.start();
        }
        return alarm;
    }

    private int settled(Event.Settled settled, Request.Up request) throws IOException, InterruptedException {
        List<Problem> problems = Work.problems(settled);
        var report = new UpReport(call, loaded, work.board());
        if (!settled.asAsked()) {
            report.printTrouble(problems, work.troubles());
            return ExitCode.of(problems).number();
        }
        new ProblemPrinter(call.surroundings()).print(problems);
        return told(Seen.all(call, loaded, List.of()), request);
    }

    private int told(List<Seen> seen, Request.Up request) throws IOException, InterruptedException {
        var report = new UpReport(call, loaded, work.board());
        report.print(seen, request.options().until());
        List<Problem> relapses = manner.waits() ? report.printRelapses(seen) : List.of();
        return ExitCode.of(relapses).number();
    }

    private int missing(Cut cut, InterruptedException stopped) throws IOException, InterruptedException {
        var report = new UpReport(call, loaded, work.board());
        return switch (cut) {
            case NONE -> throw stopped;
            case INTERRUPTED -> {
                report.printMissing();
                call.err().println("What runs goes on; the next \"" + manner.again() + "\" finishes.");
                yield ExitCode.INTERRUPTED.number();
            }
            case TIMEOUT -> {
                for (ServiceName service : report.printMissing()) {
                    report.printLastLines(service);
                }
                call.err()
                        .println("The time of --wait-timeout is over. What runs goes on; the next \"" + manner.again()
                                + "\" goes on waiting.");
                yield ExitCode.TIMEOUT.number();
            }
        };
    }
}
