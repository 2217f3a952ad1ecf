package dev.hauban.backup;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Keeps the end of what a program says.
final class LastWords extends OutputStream {
    private static final int KEPT = 2_000;

    private final byte[] ring = new byte[KEPT];
    private long count;

    @Override
    public synchronized void write(int one) {
        ring[(int) (count++ % KEPT)] = (byte) one;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            write(bytes[at]);
        }
    }

    synchronized String text() {
        int length = (int) Math.min(count, KEPT);
        var bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = ring[Math.toIntExact((count - length + at) % KEPT)];
        }
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}
