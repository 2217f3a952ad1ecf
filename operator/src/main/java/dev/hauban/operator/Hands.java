package dev.hauban.operator;

import dev.hauban.engine.Engine;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Carries steps out, each on a thread of its own, and says how they ended. Whatever happens to a step, its end is
/// told: one that nobody hears of would be under way for ever.
final class Hands implements AutoCloseable {
    /// The planner spaces tests; this only keeps a hundred of them from beginning in the same millisecond.
    private static final int PROBES_AT_ONCE = 16;

    private final Engine engine;
    private final OperatorParts parts;
    private final Consumer<Occurrence> report;
    private final Semaphore probes = new Semaphore(PROBES_AT_ONCE);
    private final Book.Term term;
    private final ExecutorService threads;

    /// Who is at work on what.
    private final Map<String, Thread> busy = new ConcurrentHashMap<>();

    Hands(Post post, Consumer<Occurrence> report) {
        this.engine = post.engine();
        this.parts = post.parts();
        this.term = post.term();
        this.report = report;
        this.threads = Executors.newThreadPerTaskExecutor(term.thread().factory());
    }

    /// Of two steps about one thing only one is carried out at a time: one that is still under way is given up.
    void perform(Stack stack, Step step) {
        Optional<Thread> overtaken = Optional.ofNullable(busy.get(step.subject()));
        Thread thread = term.thread().name(step.subject()).unstarted(() -> {
            try {
                if (overtaken.isPresent()) {
                    overtaken.get().interrupt();
                    overtaken.get().join();
                }
                carryOut(stack, step);
            } catch (InterruptedException overtakenOrClosing) {
                // Whoever comes next observes how far it came.
                Thread.currentThread().interrupt();
            } finally {
                busy.remove(step.subject(), Thread.currentThread());
            }
        });
        busy.put(step.subject(), thread);
        thread.start();
    }

    private void carryOut(Stack stack, Step step) throws InterruptedException {
        Optional<String> hash = step instanceof Step.Prepare(ServiceName service)
                ? stack.service(service).map(Service::hash)
                : Optional.empty();
        report.accept(new Occurrence.Ended(step, outcome(stack, step), hash));
    }

    void check(Stack stack, Set<ServiceName> services, Occurrence.Asked asked) {
        threads.execute(() -> {
            Thread.currentThread().setName("check " + stack.name());
            try {
                report.accept(new Occurrence.Checked(asked, problems(stack, services)));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Interrupts what is under way and doesn't wait for it.
    @Override
    public void close() {
        threads.shutdownNow();
        busy.values().forEach(Thread::interrupt);
    }

    private Outcome outcome(Stack stack, Step step) throws InterruptedException {
        if (!(step instanceof Step.Probe)) {
            return attempt(stack, step);
        }
        probes.acquire();
        try {
            return attempt(stack, step);
        } finally {
            probes.release();
        }
    }

    private Outcome attempt(Stack stack, Step step) throws InterruptedException {
        try {
            return engine.perform(stack, step, progress -> report.accept(new Occurrence.Progressed(step, progress)));
        } catch (ProblemException told) {
            return new Outcome.Failed(told.problems().getFirst(), false);
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            return new Outcome.Failed(defect(step.subject(), defect), false);
        }
    }

    private List<Problem> problems(Stack stack, Set<ServiceName> services) throws InterruptedException {
        try {
            return engine.check(stack, services);
        } catch (ProblemException told) {
            return told.problems();
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            return List.of(defect("check", defect));
        }
    }

    private Problem defect(String what, Throwable defect) {
        parts.say("defect in " + what, defect);
        return Problem.error("operator.defect", Actor.HAUBAN, what + ": a defect in Hauban: " + defect)
                .remedy("Please report it, with what " + parts.places().log() + " says.");
    }
}
