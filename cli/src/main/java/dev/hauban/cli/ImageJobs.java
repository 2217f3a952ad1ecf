package dev.hauban.cli;

import dev.hauban.cli.line.ExitCode;
import dev.hauban.cli.screen.Preparation;
import dev.hauban.cli.screen.ProgressView;
import dev.hauban.cli.screen.QuietProgress;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ImageStore;
import dev.hauban.event.Event;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Does one thing with the images of several services, side by side, and shows how it goes.
final class ImageJobs {
    private final Call call;
    private final Loaded loaded;
    private final Preparation words;
    private final boolean isQuiet;
    private final List<Problem> problems = new ArrayList<>();

    /// @param words what is said of it
    ImageJobs(Call call, Loaded loaded, Preparation words, boolean isQuiet) {
        this.call = call;
        this.loaded = loaded;
        this.words = words;
        this.isQuiet = isQuiet;
    }

    /// What is done with one service.
    interface Job {
        void run(ImageStore store, ServiceName service, ImageStore.Telling telling)
                throws IOException, InterruptedException;
    }

    /// Does it for all, whatever becomes of one; with `--dry-run` it only says so.
    ///
    /// @return what went wrong, each once
    List<Problem> run(List<ServiceName> services, Job job) throws IOException, InterruptedException {
        if (call.options().dryRun()) {
            services.forEach(service -> call.out().println(service + "  would be " + words.done()));
            return List.of();
        }
        try (Engine engine = call.engine(loaded);
                ProgressView view = isQuiet ? new QuietProgress() : Views.of(call, true, words)) {
            ImageStore store = engine.images();
            var threads = new ArrayList<Thread>();
            for (ServiceName service : services) {
                threads.add(Asking.threads()
                        .newThread(() -> run(service, view, telling -> job.run(store, service, telling))));
            }
            threads.forEach(Thread::start);
            await(threads);
        }
        synchronized (problems) {
            return problems.stream().distinct().toList();
        }
    }

    /// Told, and as the exit code says it; where failures are to be ignored, only told.
    int end(List<Problem> found, boolean ignoresFailures) {
        new ProblemPrinter(call.surroundings()).print(found);
        return ignoresFailures ? ExitCode.SUCCESS.number() : ExitCode.of(found).number();
    }

    private interface Work {
        void run(ImageStore.Telling telling) throws IOException, InterruptedException;
    }

    private void run(ServiceName service, ProgressView view, Work work) {
        var step = new Step.Prepare(service);
        see(view, new Event.StepBegun(now(), new PlannedStep(step, "asked for")));
        var telling = new ImageStore.Telling(
                progress -> see(view, new Event.StepProgress(now(), step, progress.what(), progress.done())),
                line -> line(service, line));
        try {
            work.run(telling);
            see(view, new Event.StepEnded(now(), step, new Outcome.Succeeded()));
        } catch (ProblemException failure) {
            fail(view, step, failure.problems());
        } catch (IOException failure) {
            fail(view, step, List.of(broken(failure)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(ProgressView view, Step step, List<Problem> found) {
        see(view, new Event.StepEnded(now(), step, new Outcome.Failed(found.getFirst(), false)));
        synchronized (problems) {
            problems.addAll(found);
        }
    }

    private static Problem broken(IOException failure) {
        return Problem.error("images.broken-off", Actor.MACHINE, String.valueOf(failure.getMessage()));
    }

    /// What a build writes is for whoever reads lines; a table shows its steps.
    boolean showsLines() {
        return !isQuiet
                && switch (call.options().progress()) {
                    case PLAIN -> true;
                    case AUTO -> !call.surroundings().terminal().showsErrors();
                    case TTY, JSON, QUIET -> false;
                };
    }

    private void line(ServiceName service, String line) {
        if (showsLines()) {
            synchronized (this) {
                call.err().println(service + "  | " + line);
            }
        }
    }

    private synchronized void see(ProgressView view, Event event) {
        view.see(event);
    }

    private Instant now() {
        return call.surroundings().clock().instant();
    }

    /// Who is impatient ends all of it.
    private static void await(List<Thread> threads) throws InterruptedException {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException hurried) {
            threads.forEach(Thread::interrupt);
            throw hurried;
        }
    }
}
