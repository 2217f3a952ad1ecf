package dev.hauban.backup.content;

import java.nio.charset.StandardCharsets;

/// Reads along an archive of files: each file is a row, with its name, its rights and what is in it.
final class TarReading extends Reading {
    private static final int BLOCK = 512;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECK_SUM = 148;
    private static final int TYPE = 156;
    private static final String FILES = "files";

    private final byte[] header = new byte[BLOCK];
    private final CheckSum checkSum = new CheckSum();
    private int headerLength;
    private long content;
    private long padding;
    private boolean isOpen;
    private boolean isWhole;
    private boolean isBroken;

    @Override
    public void pass(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        while (at < end && !isWhole && !isBroken) {
            if (content > 0) {
                int count = (int) Math.min(content, end - at);
                checkSum.add(bytes, at, at + count);
                content -= count;
                at += count;
            } else if (padding > 0) {
                int count = (int) Math.min(padding, end - at);
                padding -= count;
                at += count;
            } else {
                at = header(bytes, at, end);
            }
        }
    }

    private int header(byte[] bytes, int from, int end) {
        int count = Math.min(BLOCK - headerLength, end - from);
        System.arraycopy(bytes, from, header, headerLength, count);
        headerLength += count;
        if (headerLength == BLOCK) {
            headerLength = 0;
            begin();
        }
        return from + count;
    }

    /// A long name is in a block of its own in front of the file, and counts as a part of it.
    private void begin() {
        if (isOpen) {
            row(FILES, Tally.one(checkSum));
            isOpen = false;
            checkSum.clear();
        }
        if (isZero()) {
            isWhole = true;
            return;
        }
        isBroken = sum() != octal(CHECK_SUM, 8);
        checkSum.add(header, 0, BLOCK);
        content = hasContent() ? octal(SIZE, SIZE_LENGTH) : 0;
        padding = (BLOCK - content % BLOCK) % BLOCK;
        isOpen = !isPrefix();
    }

    private boolean isPrefix() {
        return header[TYPE] == 'L' || header[TYPE] == 'K' || header[TYPE] == 'x' || header[TYPE] == 'g';
    }

    private boolean hasContent() {
        return header[TYPE] == '0' || header[TYPE] == 0 || header[TYPE] == '7' || isPrefix();
    }

    private boolean isZero() {
        for (byte one : header) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /// As if its own place were blank.
    private long sum() {
        long sum = 8 * ' ';
        for (int at = 0; at < BLOCK; at++) {
            sum += at >= CHECK_SUM && at < CHECK_SUM + 8 ? 0 : header[at] & 0xFF;
        }
        return sum;
    }

    /// Sizes beyond 8 GB are written in binary, with the first bit set.
    private long octal(int offset, int length) {
        if ((header[offset] & 0x80) != 0) {
            long value = header[offset] & 0x7F;
            for (int at = offset + 1; at < offset + length; at++) {
                value = value << 8 | header[at] & 0xFF;
            }
            return value;
        }
        String digits = new String(header, offset, length, StandardCharsets.US_ASCII)
                .replace('\0', ' ')
                .strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException garbled) {
            isBroken = true;
            return 0;
        }
    }

    @Override
    public boolean isWhole() {
        return isWhole && !isBroken;
    }
}
