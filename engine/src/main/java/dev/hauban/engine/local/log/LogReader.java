package dev.hauban.engine.local.log;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.local.shim.LoggedLine;
import dev.hauban.plan.InstanceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one instance's log from some place on to its end, and further when it has grown; through rotations. Lines that
/// were too long for one line of the file are put together again; what is no whole line is left out.
final class LogReader implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final InstanceId instance;
    private final LogFiles files;
    private final Map<LoggedLine.Source, StringBuilder> begun = new EnumMap<>(LoggedLine.Source.class);
    private LogFiles.@Nullable Open open;
    private byte[] unread = new byte[0];
    private int at;
    private long position;
    private @Nullable LogLine next;

    LogReader(InstanceId instance, LogFiles files) {
        this.instance = instance;
        this.files = files;
    }

    InstanceId instance() {
        return instance;
    }

    /// From this place on; the file is this reader's from now on.
    void startAt(LogFiles.Open file, long offset) throws IOException {
        close();
        open = file;
        position = offset;
    }

    /// The next line without taking it; null when there is none yet.
    @Nullable
    LogLine peek() throws IOException {
        while (next == null) {
            String line = line();
            if (line == null) {
                return null;
            }
            LoggedLine.parse(line).ifPresent(this::take);
        }
        return next;
    }

    void skip() {
        next = null;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
        unread = new byte[0];
        at = 0;
        begun.clear();
        next = null;
    }

    private void take(LoggedLine line) {
        StringBuilder beginning = begun.get(line.source());
        if (line.isContinued()) {
            begun.computeIfAbsent(line.source(), _ -> new StringBuilder()).append(line.text());
            return;
        }
        String text =
                beginning == null ? line.text() : beginning.append(line.text()).toString();
        begun.remove(line.source());
        next = new LogLine(instance, line.at(), source(line.source()), text);
    }

    private static LogLine.Source source(LoggedLine.Source source) {
        return switch (source) {
            case OUTPUT -> LogLine.Source.OUTPUT;
            case ERROR -> LogLine.Source.ERROR;
            case SHIM -> LogLine.Source.HAUBAN;
        };
    }

    private @Nullable String line() throws IOException {
        int searched = at;
        while (true) {
            for (int i = searched; i < unread.length; i++) {
                if (unread[i] == '\n') {
                    String line = new String(unread, at, i - at, StandardCharsets.UTF_8);
                    at = i + 1;
                    return line;
                }
            }
            int kept = unread.length - at;
            if (!more()) {
                return null;
            }
            searched = at + kept;
        }
    }

    /// Puts what comes next behind what has not been read yet; false at the end.
    private boolean more() throws IOException {
        if (open == null) {
            Optional<LogFiles.Open> first = first();
            if (first.isEmpty()) {
                return false;
            }
            open = first.get();
            position = 0;
        }
        LogFiles.Open file = open;
        if (file.channel().size() < position) {
            position = 0;
        }
        if (fill(file)) {
            return true;
        }
        Optional<LogFiles.Open> newer = files.after(file);
        if (newer.isEmpty()) {
            return false;
        }
        // What was written between the last look and the rotation.
        if (fill(file)) {
            newer.get().close();
            return true;
        }
        file.close();
        open = newer.get();
        position = 0;
        // A beginning without an end: the rest of that line never came.
        unread = new byte[0];
        at = 0;
        return fill(newer.get());
    }

    private Optional<LogFiles.Open> first() throws IOException {
        var all = files.oldestFirst();
        return all.isEmpty() ? Optional.empty() : files.open(all.getFirst());
    }

    private boolean fill(LogFiles.Open file) throws IOException {
        if (file.channel().size() <= position) {
            return false;
        }
        int kept = unread.length - at;
        byte[] bytes = new byte[kept + PIECE];
        int got = file.channel().read(ByteBuffer.wrap(bytes, kept, PIECE), position);
        if (got <= 0) {
            return false;
        }
        System.arraycopy(unread, at, bytes, 0, kept);
        unread = java.util.Arrays.copyOf(bytes, kept + got);
        at = 0;
        position += got;
        return true;
    }
}
