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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Shows what services write, on a thread of its own, until all of them have ended or it is closed.
final class AttachedOutput implements AutoCloseable {
    private final Call call;
    private final Loaded loaded;
    private final List<ServiceName> named;
    private final Engine engine;
    private final Engine.Watch watch;
    private final LogPrinter printer;
    private final Thread thread;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private volatile @Nullable IOException failure;

    /// @param named empty means all
    /// @param since what was written before is not shown
    AttachedOutput(Call call, Loaded loaded, List<ServiceName> named, Instant since) throws IOException {
        this.call = call;
        this.loaded = loaded;
        this.named = named;
        this.engine = call.engine(loaded);
        this.printer = LogsCommand.printer(call, LogsCommand.instances(engine, loaded, named));
        this.watch = engine.watch(loaded.stack().name(), this::look);
        var query = new LogQuery(Set.copyOf(named), true, OptionalInt.empty(), Optional.of(since), Optional.empty());
        this.thread = Thread.ofVirtual().name("attached output").start(() -> show(query));
    }

    /// Returns when all have ended and none will be started again, or nobody reads any more.
    void await() throws IOException, InterruptedException {
        look();
        thread.join();
        if (failure != null) {
            throw failure;
        }
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
        if (haveAllEnded()) {
            isOver.set(true);
        }
    }

    private boolean haveAllEnded() {
        try {
            House.Remembered remembered = call.house().remembered(engine.name(), loaded);
            Observed seen = engine.observe(loaded.stack().name());
            Memory memory = remembered.memory().noticed(seen);
            for (Instance instance : seen.instances()) {
                boolean isMeant =
                        named.isEmpty() || named.contains(instance.id().service());
                if (isMeant && !Planner.isLeftEnded(remembered.wanted(), seen, instance, memory)) {
                    return false;
                }
            }
            return true;
        } catch (IOException unseen) {
            // What can't be seen may still run; the next change asks again.
            return false;
        }
    }
}
