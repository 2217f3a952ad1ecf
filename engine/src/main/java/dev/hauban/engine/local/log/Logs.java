package dev.hauban.engine.local.log;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The logs of a project's instances, those that were taken away included, merged by time.
public final class Logs {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final LocalFolder folder;

    public Logs(LocalFolder folder) {
        this.folder = folder;
    }

    /// As [dev.hauban.engine.Engine#logs] promises.
    public void read(LogQuery query, Consumer<LogLine> lines, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        var readers = new TreeMap<InstanceId, LogReader>();
        try {
            open(readers, query, true);
            give(readers, query, lines);
            boolean goesOn = query.isFollowing();
            while (goesOn) {
                // Asked before the last look: what was written until then is given.
                goesOn = goOn.getAsBoolean();
                if (goesOn) {
                    Thread.sleep(LOOK_AGAIN);
                }
                open(readers, query, false);
                give(readers, query, lines);
            }
        } finally {
            for (LogReader reader : readers.values()) {
                reader.close();
            }
        }
    }

    /// Readers for the instances that have none yet.
    private void open(Map<InstanceId, LogReader> readers, LogQuery query, boolean isFirst) throws IOException {
        for (InstanceId id : LocalFolder.ids(folder.logs())) {
            boolean isWanted = query.services().isEmpty() || query.services().contains(id.service());
            if (!isWanted || readers.containsKey(id)) {
                continue;
            }
            Path log = folder.log(id);
            var files = new LogFiles(log);
            var reader = new LogReader(id, files);
            readers.put(id, reader);
            if (isFirst && query.tail().isPresent()) {
                LogEnd.startBeforeLast(reader, files, query.tail().getAsInt());
            }
        }
    }

    private static void give(Map<InstanceId, LogReader> readers, LogQuery query, Consumer<LogLine> lines)
            throws IOException, InterruptedException {
        while (true) {
            LogReader reader = earliest(readers);
            LogLine line = reader == null ? null : reader.peek();
            if (reader == null || line == null) {
                return;
            }
            reader.skip();
            if (isInSpan(line, query)) {
                lines.accept(line);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static @Nullable LogReader earliest(Map<InstanceId, LogReader> readers) throws IOException {
        LogReader earliest = null;
        LogLine first = null;
        for (LogReader reader : readers.values()) {
            LogLine line = reader.peek();
            if (line != null && (first == null || line.at().isBefore(first.at()))) {
                earliest = reader;
                first = line;
            }
        }
        return earliest;
    }

    private static boolean isInSpan(LogLine line, LogQuery query) {
        return query.since().map(since -> !line.at().isBefore(since)).orElse(true)
                && query.until().map(until -> line.at().isBefore(until)).orElse(true);
    }
}
