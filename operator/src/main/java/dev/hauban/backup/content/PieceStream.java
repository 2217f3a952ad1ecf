package dev.hauban.backup.content;

import java.io.IOException;
import java.io.InputStream;

/// A stream of what comes piece by piece.
public abstract class PieceStream extends InputStream {
    private byte[] piece = new byte[0];
    private int at;
    private boolean hasEnded;

    /// @return empty at the end, after which nobody asks again
    protected abstract byte[] next() throws IOException;

    @Override
    public final int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at == piece.length && !hasEnded) {
            piece = next();
            at = 0;
            hasEnded = piece.length == 0;
        }
        return !hasEnded;
    }
}
