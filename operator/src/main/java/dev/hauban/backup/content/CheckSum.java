package dev.hauban.backup.content;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The check sum of one row: two sums that the processor knows how to make, and its length, mixed so that sums of them
/// can be added up.
final class CheckSum {
    private final CRC32 one = new CRC32();
    private final CRC32C other = new CRC32C();
    private final byte[] eight = new byte[Long.BYTES];
    private long length;

    void add(byte[] bytes, int from, int to) {
        one.update(bytes, from, to - from);
        other.update(bytes, from, to - from);
        length += to - from;
    }

    /// A number of fixed length.
    void add(long number) {
        ByteBuffer.wrap(eight).putLong(number);
        add(eight, 0, eight.length);
    }

    /// Begins anew.
    void clear() {
        one.reset();
        other.reset();
        length = 0;
    }

    /// The last steps are those of SplitMix64: each bit of what goes in changes half of what comes out.
    long value() {
        long mixed = (one.getValue() << 32 | other.getValue()) + length * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
