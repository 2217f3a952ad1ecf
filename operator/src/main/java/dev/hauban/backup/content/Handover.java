package dev.hauban.backup.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Pieces that one thread passes, as the stream that another one reads.
final class Handover extends InputStream {
    private static final int PIECES = 16;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private byte[] piece = END;
    private int at;
    private boolean hasEnded;
    private volatile boolean isAbandoned;

    void put(byte[] bytes, int offset, int length) throws InterruptedException {
        if (length > 0) {
            put(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    /// Nothing more will come.
    void end() throws InterruptedException {
        put(END);
    }

    private void put(byte[] next) throws InterruptedException {
        boolean isTaken = false;
        while (!isTaken && !isAbandoned) {
            isTaken = pieces.offer(next, 100, TimeUnit.MILLISECONDS);
        }
    }

    /// Whoever reads won't any more: what comes is dropped.
    void abandon() {
        isAbandoned = true;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
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
        if (at < piece.length) {
            return true;
        }
        if (hasEnded) {
            return false;
        }
        try {
            piece = pieces.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(stopped);
        }
        at = 0;
        hasEnded = piece.length == 0;
        return !hasEnded;
    }
}
