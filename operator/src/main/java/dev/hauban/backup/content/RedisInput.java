package dev.hauban.backup.content;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The pieces that Redis's file is made of: lengths, and texts that may be numbers or compressed.
final class RedisInput {
    private static final int BUFFER = 64 * 1024;
    private static final int WINDOW = 8192;

    private final InputStream input;
    private final byte[] window = new byte[WINDOW];

    RedisInput(InputStream input) {
        this.input = new BufferedInputStream(input, BUFFER);
    }

    /// Takes a text as it passes.
    interface Taker {
        void take(byte[] bytes, int from, int to) throws IOException;
    }

    int one() throws IOException {
        int one = input.read();
        if (one < 0) {
            throw new EOFException();
        }
        return one;
    }

    /// Of eight bytes, as everything of fixed length is written: the smallest first.
    long fixed(int bytes) throws IOException {
        long value = 0;
        for (int at = 0; at < bytes; at++) {
            value |= (long) one() << 8 * at;
        }
        return value;
    }

    void skip(long bytes) throws IOException {
        input.skipNBytes(bytes);
    }

    /// How many bytes there still are.
    long countRest() throws IOException {
        return input.transferTo(java.io.OutputStream.nullOutputStream());
    }

    long length() throws IOException {
        long length = lengthOrForm();
        if (length < 0) {
            throw new IOException("no length");
        }
        return length;
    }

    /// A length; or, below zero, the form of a text that isn't written plainly.
    private long lengthOrForm() throws IOException {
        int first = one();
        return switch (first >> 6) {
            case 0 -> first & 0x3F;
            case 1 -> (long) (first & 0x3F) << 8 | one();
            case 2 -> large(first);
            default -> -1 - (first & 0x3F);
        };
    }

    private long large(int first) throws IOException {
        int bytes = first == 0x80 ? 4 : 8;
        if (first > 0x81) {
            throw new IOException("no length");
        }
        long value = 0;
        for (int at = 0; at < bytes; at++) {
            value = value << 8 | one();
        }
        if (value < 0) {
            throw new IOException("no length");
        }
        return value;
    }

    /// A text that is short enough to be kept.
    byte[] text() throws IOException {
        var kept = new ByteArrayOutputStream();
        text((bytes, from, to) -> kept.write(bytes, from, to - from));
        return kept.toByteArray();
    }

    /// A text of any length, and of any form; numbers become digits.
    ///
    /// @return its length
    long text(Taker taker) throws IOException {
        long length = lengthOrForm();
        if (length >= 0) {
            plain(length, taker);
            return length;
        }
        return switch ((int) (-1 - length)) {
            case 0 -> digits((byte) fixed(1), taker);
            case 1 -> digits((short) fixed(2), taker);
            case 2 -> digits((int) fixed(4), taker);
            case 3 -> compressed(taker);
            default -> throw new IOException("no form of a text");
        };
    }

    private static long digits(long number, Taker taker) throws IOException {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        taker.take(digits, 0, digits.length);
        return digits.length;
    }

    private void plain(long length, Taker taker) throws IOException {
        byte[] piece = new byte[(int) Math.min(length, BUFFER)];
        long left = length;
        while (left > 0) {
            int count = input.read(piece, 0, (int) Math.min(left, piece.length));
            if (count < 0) {
                throw new EOFException();
            }
            taker.take(piece, 0, count);
            left -= count;
        }
    }

    /// LZF: pieces as they are, and pieces that have been there within the last 8 KB.
    private long compressed(Taker taker) throws IOException {
        long left = length();
        long whole = length();
        long made = 0;
        while (left > 0) {
            int control = one();
            left--;
            if (control < 32) {
                for (int at = 0; at <= control; at++) {
                    made = add((byte) one(), made, taker);
                }
                left -= control + 1;
            } else {
                int count = control >> 5;
                if (count == 7) {
                    count += one();
                    left--;
                }
                int back = ((control & 0x1F) << 8) + one() + 1;
                left--;
                if (back > made) {
                    throw new IOException("looks back before the beginning");
                }
                for (int at = 0; at < count + 2; at++) {
                    made = add(window[(int) ((made - back) % WINDOW)], made, taker);
                }
            }
        }
        int rest = (int) (made % WINDOW);
        taker.take(window, 0, rest);
        if (left < 0 || made != whole) {
            throw new IOException("another length than was said");
        }
        return whole;
    }

    private long add(byte one, long made, Taker taker) throws IOException {
        int at = (int) (made % WINDOW);
        window[at] = one;
        if (at == WINDOW - 1) {
            taker.take(window, 0, WINDOW);
        }
        return made + 1;
    }
}
