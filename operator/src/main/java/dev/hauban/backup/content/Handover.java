package dev.hauban.backup.content;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Pieces that one thread passes, as the stream that another one reads.
final class Handover extends PieceStream {
    private static final int PIECES = 16;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
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
    protected byte[] next() throws IOException {
        try {
            return pieces.take();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException().initCause(stopped);
        }
    }
}
