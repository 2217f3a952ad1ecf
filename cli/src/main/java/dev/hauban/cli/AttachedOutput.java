package dev.hauban.cli;

import dev.hauban.cli.screen.LogPrinter;
import dev.hauban.engine.Engine;
import dev.hauban.engine.LogQuery;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Planner;
import dev.hauban.stack.ServiceName;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Shows what services write, on a thread of its own, until all of them have ended, one has on whose account the others
/// are to be stopped, or it is closed.
final class AttachedOutput implements AutoCloseable {
    private final Call call;
    private final Loaded loaded;
    private final Scope scope;
    private final Engine engine;
    private final Engine.Watch watch;
    private final LogPrinter printer;
    private final Thread thread;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile @Nullable IOException failure;
    private volatile @Nullable Instance culprit;

    /// @param awaited the services that it is about
    /// @param shown those whose output is shown
    /// @param since what was written or has ended before is no matter
    record Scope(Set<ServiceName> awaited, Set<ServiceName> shown, EndRule rule, Instant since) {
        /// Where others are stopped on account of one, it is one of those that are looked at.
        boolean counts(ServiceName name) {
            return rule.stopsTheOthers()
                    ? shown.contains(name) || rule.judge().filter(name::equals).isPresent()
                    : awaited.contains(name);
        }
    }

    AttachedOutput(Call call, Loaded loaded, Scope scope) throws IOException {
        this.call = call;
        this.loaded = loaded;
        this.scope = scope;
        this.engine = call.engine(loaded);
        this.printer = LogsCommand.printer(call, LogsCommand.instances(engine, loaded, List.copyOf(scope.shown())));
        this.watch = engine.watch(loaded.stack().name(), this::look);
        var query =
                new LogQuery(scope.shown(), true, OptionalInt.empty(), Optional.of(scope.since()), Optional.empty());
        this.thread = Thread.ofPlatform().daemon().name("attached output").start(() -> show(query));
    }

    /// Returns when all have ended and none will be started again, when one has on whose account all others are to be
    /// stopped, or when nobody reads any more.
    ///
    /// @return that one
    Optional<Instance> await() throws IOException, InterruptedException {
        look();
        thread.join();
        if (failure != null) {
            throw failure;
        }
        return Optional.ofNullable(culprit);
    }

    /// Shows what was written until now, and no more.
    @Override
    public void close() {
        isOver.set(true);
        try {
            thread.join();
        } catch (InterruptedException hurried) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        watch.close();
        engine.close();
    }

    private void show(LogQuery query) {
        try {
            engine.logs(loaded.stack().name(), query, printer::print, () -> !isOver.get() && !printer.isAbandoned());
        } catch (IOException unreadable) {
            failure = unreadable;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (isDecided()) {
            isOver.set(true);
        }
    }

    private boolean isDecided() {
        try {
            House.Remembered remembered = call.house().remembered(engine.name(), loaded);
            Observed seen = engine.observe(loaded.stack().name());
            Memory memory = remembered.memory().noticed(seen);
            var ended = new ArrayList<Instance>();
            boolean isAnyLeft = false;
            for (Instance instance : seen.instances()) {
                if (scope.counts(instance.id().service())) {
                    boolean isOne = Planner.isLeftEnded(remembered.wanted(), seen, instance, memory);
                    isAnyLeft |= !isOne;
                    if (isOne && isSince(instance)) {
                        ended.add(instance);
                    }
                }
            }
            Optional<Instance> found = scope.rule().culprit(loaded.stack(), ended);
            if (found.isPresent() && culprit == null) {
                culprit = found.get();
            }
            return !isAnyLeft || found.isPresent();
        } catch (IOException unseen) {
            // What can't be seen may still run; the next change asks again.
            return false;
        }
    }

    private boolean isSince(Instance instance) {
        return instance.phase() instanceof Instance.Phase.Exited exited
                && !exited.at().isBefore(scope.since());
    }
}
