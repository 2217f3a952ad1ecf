package dev.hauban.backup.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The three ways in which Redis packs small things into one text.
final class RedisPacked {
    private static final int LISTPACK_HEAD = 6;
    private static final int ZIPLIST_HEAD = 10;
    private static final int NUMBERS_HEAD = 8;

    private final byte[] packed;
    private final Taker taker;
    private int at;

    private RedisPacked(byte[] packed, Taker taker) {
        this.packed = packed;
        this.taker = taker;
    }

    /// Takes one element; numbers as digits.
    interface Taker {
        void take(byte[] element) throws IOException;
    }

    static double score(byte[] text) throws IOException {
        String word = new String(text, StandardCharsets.US_ASCII);
        try {
            return switch (word) {
                case "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(word);
            };
        } catch (NumberFormatException garbled) {
            throw new IOException("no score: " + word, garbled);
        }
    }

    static void ofNumbers(byte[] packed, Taker taker) throws IOException {
        var numbers = new RedisPacked(packed, taker);
        int width = (int) numbers.number(4);
        long count = numbers.number(4);
        if (width != 2 && width != 4 && width != 8 || packed.length != NUMBERS_HEAD + count * width) {
            throw new IOException("not a set of numbers");
        }
        while (numbers.at < packed.length) {
            numbers.digits(numbers.number(width));
        }
    }

    static void ofListpack(byte[] packed, Taker taker) throws IOException {
        var list = new RedisPacked(packed, taker);
        list.at = LISTPACK_HEAD;
        while (list.first() != 0xFF) {
            int begun = list.at;
            list.listpackElement();
            list.at += widthOfLength(list.at - begun);
        }
    }

    /// Behind each element stands how long it was, seven bits a byte.
    private static int widthOfLength(int length) {
        int width = 1;
        for (int left = length >> 7; left > 0; left >>= 7) {
            width++;
        }
        return width;
    }

    private void listpackElement() throws IOException {
        int first = first();
        at++;
        if (first < 0x80) {
            digits(first);
        } else if (first < 0xC0) {
            text(first & 0x3F);
        } else if (first < 0xE0) {
            int value = (first & 0x1F) << 8 | next();
            digits(value >= 1 << 12 ? value - (1 << 13) : value);
        } else if (first < 0xF0) {
            text((first & 0x0F) << 8 | next());
        } else {
            switch (first) {
                case 0xF0 -> text((int) number(4));
                case 0xF1 -> digits(number(2));
                case 0xF2 -> digits(number(3));
                case 0xF3 -> digits(number(4));
                case 0xF4 -> digits(number(8));
                default -> throw new IOException("no element of a list");
            }
        }
    }

    static void ofZiplist(byte[] packed, Taker taker) throws IOException {
        var list = new RedisPacked(packed, taker);
        list.at = ZIPLIST_HEAD;
        while (list.first() != 0xFF) {
            list.at += list.first() == 0xFE ? 5 : 1;
            list.ziplistElement();
        }
    }

    private void ziplistElement() throws IOException {
        int first = first();
        at++;
        switch (first >> 6) {
            case 0 -> text(first);
            case 1 -> text((first & 0x3F) << 8 | next());
            case 2 -> text(next() << 24 | next() << 16 | next() << 8 | next());
            default -> {
                switch (first) {
                    case 0xC0 -> digits(number(2));
                    case 0xD0 -> digits(number(4));
                    case 0xE0 -> digits(number(8));
                    case 0xF0 -> digits(number(3));
                    case 0xFE -> digits(number(1));
                    default -> digits((first & 0x0F) - 1);
                }
            }
        }
    }

    private int first() throws IOException {
        if (at >= packed.length) {
            throw new IOException("breaks off");
        }
        return packed[at] & 0xFF;
    }

    private int next() throws IOException {
        int next = first();
        at++;
        return next;
    }

    /// With its sign, the smallest byte first.
    private long number(int bytes) throws IOException {
        long value = 0;
        for (int byteAt = 0; byteAt < bytes; byteAt++) {
            value |= (long) next() << 8 * byteAt;
        }
        int unused = Long.SIZE - 8 * bytes;
        return value << unused >> unused;
    }

    private void digits(long number) throws IOException {
        taker.take(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    private void text(int length) throws IOException {
        if (length < 0 || length > packed.length - at) {
            throw new IOException("breaks off");
        }
        taker.take(Arrays.copyOfRange(packed, at, at + length));
        at += length;
    }
}
