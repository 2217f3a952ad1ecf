package dev.hauban.engine.local.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds where a log's last lines begin, from its end backwards, so that the tail of a long log costs as little as that
/// of a short one.
final class LogEnd {
    private static final int PIECE = 64 << 10;
    /// Where in a line the letter stands that says of which stream it is; capital when the line goes on.
    private static final int MARK = 31;

    private LogEnd() {}

    /// Puts the reader before the last `lines` lines.
    static void startBeforeLast(LogReader reader, LogFiles files, int lines) throws IOException {
        List<Path> oldestFirst = files.oldestFirst();
        int missing = lines;
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            Optional<LogFiles.Open> open = files.open(oldestFirst.get(i));
            if (open.isEmpty()) {
                continue;
            }
            Found found = search(open.get(), missing);
            missing -= found.lines();
            if (missing <= 0 || i == 0) {
                reader.startAt(open.get(), found.offset());
                return;
            }
            open.get().close();
        }
    }

    /// @param offset where the last of them begins
    private record Found(long offset, int lines) {}

    private static Found search(LogFiles.Open file, int wanted) throws IOException {
        var search = new Search(wanted);
        long start = file.channel().size();
        byte[] behind = new byte[0];
        while (start > 0) {
            int length = (int) Math.min(PIECE, start);
            start -= length;
            byte[] bytes = new byte[length + Math.min(behind.length, MARK + 1)];
            read(file, start, bytes, length);
            System.arraycopy(behind, 0, bytes, length, bytes.length - length);
            for (int i = length - 1; i >= 0; i--) {
                if (bytes[i] == '\n' && search.isEnoughWith(start + i + 1, isWhole(bytes, i + 1))) {
                    return new Found(search.offset, search.lines);
                }
            }
            behind = bytes;
        }
        search.isEnoughWith(0, isWhole(behind, 0));
        return new Found(search.offset, search.lines);
    }

    /// Is told of the beginnings of lines, from the end of the file backwards.
    private static final class Search {
        private final int wanted;
        private boolean hasEnd;
        private int lines;
        private long offset;

        Search(int wanted) {
            this.wanted = wanted;
        }

        /// The first place that it is told of is where the last whole line ends; what is behind is torn. A line that
        /// goes on counts where its last part is, and belongs to it.
        boolean isEnoughWith(long lineStart, boolean isWhole) {
            if (!hasEnd) {
                hasEnd = true;
                offset = lineStart;
                return false;
            }
            if (isWhole && lines == wanted) {
                return true;
            }
            lines += isWhole ? 1 : 0;
            offset = lineStart;
            return false;
        }
    }

    private static boolean isWhole(byte[] bytes, int lineStart) {
        int mark = lineStart + MARK;
        return mark >= bytes.length || !Character.isUpperCase(bytes[mark]);
    }

    private static void read(LogFiles.Open file, long start, byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            if (file.channel().read(buffer, start + buffer.position()) < 0) {
                throw new IOException("the log became shorter while it was read");
            }
        }
    }
}
