package dev.hauban.backup;

import dev.hauban.catalog.Catalog;
import dev.hauban.catalog.KnownImage;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.Streams;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.StringJoiner;

/// One instance that is there for a proof, or for a part of a restore, and then no more.
final class ThrowAway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LAST_LINES = 5;

    private final Engine engine;
    private final Stack stack;
    private final InstanceId id;

    private ThrowAway(Engine engine, Stack stack, InstanceId id) {
        this.engine = engine;
        this.stack = stack;
        this.id = id;
    }

    /// Makes and starts it, and waits until it answers.
    ///
    /// @param engine of the stack's own; closed with the instance
    /// @param stack of this one service
    /// @param readiness ends well when it answers
    /// @throws ProblemException if that can't be done
    static ThrowAway start(Engine engine, Stack stack, List<String> readiness)
            throws IOException, InterruptedException {
        ServiceName name = stack.services().keySet().iterator().next();
        var begun = new ThrowAway(engine, stack, new InstanceId(name, 1));
        try {
            clear(engine, stack);
            begun.perform(new Step.Prepare(name));
            begun.perform(new Step.Create(begun.id));
            begun.perform(new Step.Start(begun.id));
            begun.await(readiness);
            return begun;
        } catch (IOException | InterruptedException | ProblemException failed) {
            begun.close();
            throw failed;
        }
    }

    /// What a proof that was killed has left.
    static void clear(Engine engine, Stack stack) throws IOException, InterruptedException {
        for (Instance left : engine.observe(stack.name()).instances()) {
            engine.perform(stack, new Step.Stop(left.id(), Duration.ZERO), _ -> {});
            engine.perform(stack, new Step.Remove(left.id(), true), _ -> {});
        }
    }

    Script.Place place() {
        return new Script.Place(engine, stack.name(), id);
    }

    private void perform(Step step) throws InterruptedException {
        if (engine.perform(stack, step, _ -> {}) instanceof Outcome.Failed failed) {
            throw new ProblemException(failed.problem());
        }
    }

    /// Ends well when a database answers.
    static List<String> readiness(Service service) {
        Optional<HealthCheck.Test> test = service.program()
                .image()
                .flatMap(image -> new Catalog().find(image))
                .flatMap(KnownImage::readiness);
        return switch (test.orElseGet(HealthCheck.Test.None::new)) {
            case HealthCheck.Test.Command(List<String> words) -> words;
            case HealthCheck.Test.Shell(String line) -> List.of("sh", "-c", line);
            case HealthCheck.Test.None _, HealthCheck.Test.Inherited _ -> List.of("true");
        };
    }

    private void await(List<String> readiness) throws IOException, InterruptedException {
        var execution = new Execution(readiness, Map.of(), Optional.empty(), Optional.empty(), false);
        long until = System.nanoTime() + PATIENCE.toNanos();
        var nowhere = OutputStream.nullOutputStream();
        while (isRunning()) {
            if (engine.execute(stack.name(), id, execution, Streams.withoutInput(nowhere, nowhere)) == 0) {
                return;
            }
            if (System.nanoTime() > until) {
                throw new ProblemException(notReady("did not answer within " + PATIENCE.toMinutes() + " minutes"));
            }
            Thread.sleep(PAUSE);
        }
        throw new ProblemException(notReady("ended"));
    }

    private boolean isRunning() throws IOException {
        return engine.observe(stack.name())
                .instance(id)
                .filter(Instance::isRunning)
                .isPresent();
    }

    private Problem notReady(String what) throws IOException, InterruptedException {
        var lines = new ArrayList<LogLine>();
        var query = new LogQuery(
                Set.of(id.service()), false, OptionalInt.of(LAST_LINES), Optional.empty(), Optional.empty());
        engine.logs(stack.name(), query, lines::add, () -> false);
        var said = new StringJoiner("\n");
        lines.forEach(line -> said.add(line.text()));
        return Problem.error(
                "backup.throw-away-failed",
                Actor.SERVICE,
                "the throw-away instance of " + id.service() + " " + what
                        + (lines.isEmpty() ? "" : "; it said last:\n" + said));
    }

    /// Ends it as its service is ended, so that what it has written is at rest.
    void stop(Duration grace) throws InterruptedException {
        perform(new Step.Stop(id, grace));
    }

    /// An interrupt doesn't keep it from being taken away.
    @Override
    public void close() throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            clear(engine, stack);
        } catch (InterruptedException again) {
            wasInterrupted = true;
        } finally {
            engine.close();
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
