package dev.hauban.backup.content;

import java.nio.charset.StandardCharsets;

/// Reads along a copy that consists of lines, of any length.
abstract sealed class LineReading extends Reading permits PostgresReading {
    private static final int HEAD = 2048;

    private final byte[] head = new byte[HEAD];
    private final CheckSum checkSum = new CheckSum();
    private int headLength;
    private long length;

    @Override
    public final void pass(byte[] bytes, int offset, int passed) {
        int end = offset + passed;
        int from = offset;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n') {
                take(bytes, from, at);
                line();
                checkSum.clear();
                headLength = 0;
                length = 0;
                from = at + 1;
            }
        }
        take(bytes, from, end);
    }

    private void take(byte[] bytes, int from, int to) {
        checkSum.add(bytes, from, to);
        int kept = Math.min(to - from, HEAD - headLength);
        if (kept > 0) {
            System.arraycopy(bytes, from, head, headLength, kept);
            headLength += kept;
        }
        length += to - from;
    }

    /// The line that has just ended.
    abstract void line();

    /// Whether the line is this.
    final boolean is(byte[] text) {
        return length == text.length && begins(text);
    }

    final boolean begins(byte[] text) {
        if (headLength < text.length) {
            return false;
        }
        for (int at = 0; at < text.length; at++) {
            if (head[at] != text[at]) {
                return false;
            }
        }
        return true;
    }

    /// The beginning of the line.
    final String text() {
        return new String(head, 0, headLength, StandardCharsets.UTF_8);
    }

    /// Whether the line is longer than [#text] tells.
    final boolean isCut() {
        return length > headLength;
    }

    final Tally tally() {
        return Tally.one(checkSum);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
