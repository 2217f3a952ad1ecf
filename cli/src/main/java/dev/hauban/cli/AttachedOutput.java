package dev.hauban.cli;

import dev.hauban.cli.screen.LogPrinter;
import dev.hauban.engine.Engine;
import dev.hauban.engine.LogQuery;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Shows what services write and how they end, on a thread of its own, until all of them have ended, one has on
/// whose account the others are to be stopped, or it is closed.
final class AttachedOutput implements AutoCloseable {
    private final Call call;
    private final Loaded loaded;
    private final Scope scope;
    private final Engine engine;
    private final Engine.Watch watch;
    private final LogPrinter printer;
    private final Thread thread;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Instant attached;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Queue<End> untold = new ConcurrentLinkedQueue<>();
    /// Told after the next look at what was written, for last words come first.
    private final List<End> ripe = new ArrayList<>();
    private volatile boolean isTellingEnds;
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

    private record End(InstanceId instance, int code, Instant at, boolean isRestarting) {
        @Override
        public String toString() {
            return instance + " exited with code " + code + (isRestarting ? " (restarting)" : "");
        }
    }

    AttachedOutput(Call call, Loaded loaded, Scope scope) throws IOException {
        this.attached = call.surroundings().clock().instant();
        this.isTellingEnds = switch (call.options().progress()) {
            case AUTO, TTY, PLAIN -> true;
            case JSON, QUIET -> false;
        };
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

    /// From now on somebody else tells how services end.
    void leaveEndsToOthers() {
        isTellingEnds = false;
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
            engine.logs(loaded.stack().name(), query, printer::print, this::goesOn);
            tellEnds();
            tellEnds();
        } catch (IOException unreadable) {
            failure = unreadable;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean goesOn() {
        tellEnds();
        return !isOver.get() && !printer.isAbandoned();
    }

    private void tellEnds() {
        for (End end : ripe) {
            if (isTellingEnds) {
                call.err().println(end);
                call.err().flush();
            }
        }
        ripe.clear();
        for (End end = untold.poll(); end != null; end = untold.poll()) {
            ripe.add(end);
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
            Observed observed = engine.observe(loaded.stack().name());
            Memory memory = remembered.memory().noticed(observed);
            var ended = new ArrayList<Instance>();
            boolean isAnyLeft = false;
            for (Instance instance : observed.instances()) {
                boolean isOne = Planner.isLeftEnded(remembered.wanted(), observed, instance, memory);
                note(instance, !isOne);
                if (scope.counts(instance.id().service())) {
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

    /// What had ended before was told by whoever brought it up. One that is just being started again may be seen for a
    /// moment as if it had ended when it began.
    private void note(Instance instance, boolean isRestarting) {
        Optional<End> end = switch (instance.phase()) {
            case Instance.Phase.Exited exited
            when exited.at().isAfter(exited.since()) ->
                Optional.of(new End(instance.id(), exited.code(), exited.at(), isRestarting));
            case Instance.Phase.Restarting restarting ->
                Optional.of(new End(instance.id(), restarting.code(), restarting.at(), true));
            case Instance.Phase.Exited _, Instance.Phase.Created _, Instance.Phase.Running _, Instance.Phase.Paused _ ->
                Optional.empty();
        };
        end.filter(found -> scope.shown().contains(found.instance().service()))
                .filter(found -> !found.at().isBefore(attached))
                .filter(found -> seen.add(found.instance() + " " + found.at()))
                .ifPresent(untold::add);
    }

    private boolean isSince(Instance instance) {
        return instance.phase() instanceof Instance.Phase.Exited exited
                && !exited.at().isBefore(scope.since());
    }
}
