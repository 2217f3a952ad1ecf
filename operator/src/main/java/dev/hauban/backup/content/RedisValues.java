package dev.hauban.backup.content;

import java.io.IOException;

/// Values of Redis's keys. Two that mean the same have the same sum, however they are written: the server chooses the
/// form by itself, and the order of what has none.
final class RedisValues {
    private static final int PLAIN_NODE = 1;

    private final RedisInput input;

    RedisValues(RedisInput input) {
        this.input = input;
    }

    /// What can be said of a value.
    enum Kind {
        STABLE,
        /// Two that mean the same may look different.
        UNSTABLE,
        /// A part of it ends by itself.
        ENDING
    }

    Kind value(int type, CheckSum sum) throws IOException {
        switch (type) {
            case 0 -> element(sum);
            case 1 -> elements(1, sum);
            case 2 -> unordered(1, sum);
            case 3 -> scores(this::textScore, sum);
            case 4 -> unordered(2, sum);
            case 5 -> scores(this::binaryScore, sum);
            case 7 -> {
                input.length();
                module();
                return Kind.UNSTABLE;
            }
            case 9 -> {
                input.text((_, _, _) -> {});
                return Kind.UNSTABLE;
            }
            case 10 -> packed(RedisPacked::ofZiplist, Order.GIVEN, sum);
            case 11 -> packed(RedisPacked::ofNumbers, Order.NONE, sum);
            case 12 -> packed(RedisPacked::ofZiplist, Order.SCORES, sum);
            case 13 -> packed(RedisPacked::ofZiplist, Order.PAIRS, sum);
            case 14 -> nodes(false, sum);
            case 15, 19, 21 -> stream(type, sum);
            case 16 -> packed(RedisPacked::ofListpack, Order.PAIRS, sum);
            case 17 -> packed(RedisPacked::ofListpack, Order.SCORES, sum);
            case 18 -> nodes(true, sum);
            case 20 -> packed(RedisPacked::ofListpack, Order.NONE, sum);
            case 22, 24 -> {
                fieldsThatEnd(type);
                return Kind.ENDING;
            }
            case 23, 25 -> {
                input.skip(type == 25 ? 8 : 0);
                input.text((_, _, _) -> {});
                return Kind.ENDING;
            }
            default -> throw new IOException("a value of the unknown type " + type);
        }
        return Kind.STABLE;
    }

    // ---- written out

    private void element(CheckSum sum) throws IOException {
        sum.add(input.text(sum::add));
    }

    private void elements(int texts, CheckSum sum) throws IOException {
        for (long left = input.length() * texts; left > 0; left--) {
            element(sum);
        }
    }

    private void unordered(int texts, CheckSum sum) throws IOException {
        long all = 0;
        var one = new CheckSum();
        for (long left = input.length(); left > 0; left--) {
            for (int at = 0; at < texts; at++) {
                element(one);
            }
            all += one.value();
            one.clear();
        }
        sum.add(all);
    }

    /// Reads the score behind a member.
    private interface Score {
        double read() throws IOException;
    }

    private void scores(Score score, CheckSum sum) throws IOException {
        long all = 0;
        var one = new CheckSum();
        for (long left = input.length(); left > 0; left--) {
            element(one);
            one.add(Double.doubleToLongBits(score.read()));
            all += one.value();
            one.clear();
        }
        sum.add(all);
    }

    private double binaryScore() throws IOException {
        return Double.longBitsToDouble(input.fixed(8));
    }

    private double textScore() throws IOException {
        int length = input.one();
        if (length >= 253) {
            return length == 253 ? Double.NaN : length == 254 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        byte[] text = new byte[length];
        for (int at = 0; at < length; at++) {
            text[at] = (byte) input.one();
        }
        return RedisPacked.score(text);
    }

    private void fieldsThatEnd(int type) throws IOException {
        input.skip(type == 24 ? 8 : 0);
        for (long left = input.length(); left > 0; left--) {
            input.length();
            input.text((_, _, _) -> {});
            input.text((_, _, _) -> {});
        }
    }

    // ---- packed into one text

    private enum Order {
        GIVEN,
        NONE,
        PAIRS,
        SCORES
    }

    /// Takes what is packed apart.
    private interface Unpacking {
        void unpack(byte[] packed, RedisPacked.Taker taker) throws IOException;
    }

    private void packed(Unpacking unpacking, Order order, CheckSum sum) throws IOException {
        packed(input.text(), unpacking, order, sum);
    }

    private static void packed(byte[] packed, Unpacking unpacking, Order order, CheckSum sum) throws IOException {
        if (order == Order.GIVEN) {
            unpacking.unpack(packed, element -> add(element, sum));
            return;
        }
        var all = new long[1];
        var one = new CheckSum();
        var isSecond = new boolean[1];
        unpacking.unpack(packed, element -> {
            if (isSecond[0] && order == Order.SCORES) {
                one.add(Double.doubleToLongBits(RedisPacked.score(element)));
            } else {
                add(element, one);
            }
            isSecond[0] = order != Order.NONE && !isSecond[0];
            if (!isSecond[0]) {
                all[0] += one.value();
                one.clear();
            }
        });
        sum.add(all[0]);
    }

    private static void add(byte[] element, CheckSum sum) {
        sum.add(element, 0, element.length);
        sum.add(element.length);
    }

    private void nodes(boolean hasForms, CheckSum sum) throws IOException {
        for (long left = input.length(); left > 0; left--) {
            long form = hasForms ? input.length() : 0;
            if (form == PLAIN_NODE) {
                element(sum);
            } else {
                packed(hasForms ? RedisPacked::ofListpack : RedisPacked::ofZiplist, Order.GIVEN, sum);
            }
        }
    }

    // ---- streams, whose parts stay as they are

    private void stream(int type, CheckSum sum) throws IOException {
        elements(2, sum);
        for (int left = type >= 19 ? 8 : 3; left > 0; left--) {
            sum.add(input.length());
        }
        for (long groups = input.length(); groups > 0; groups--) {
            element(sum);
            for (int left = type >= 19 ? 3 : 2; left > 0; left--) {
                sum.add(input.length());
            }
            for (long pending = input.length(); pending > 0; pending--) {
                fixed(3, sum);
                sum.add(input.length());
            }
            for (long consumers = input.length(); consumers > 0; consumers--) {
                element(sum);
                fixed(type >= 21 ? 2 : 1, sum);
                for (long pending = input.length(); pending > 0; pending--) {
                    fixed(2, sum);
                }
            }
        }
    }

    private void fixed(int count, CheckSum sum) throws IOException {
        for (int at = 0; at < count; at++) {
            sum.add(input.fixed(8));
        }
    }

    // ---- of modules, which say of each part what it is

    void module() throws IOException {
        for (long part = input.length(); part != 0; part = input.length()) {
            switch ((int) part) {
                case 1, 2 -> input.length();
                case 3 -> input.skip(4);
                case 4 -> input.skip(8);
                case 5 -> input.text((_, _, _) -> {});
                default -> throw new IOException("a part of a module that is of no known kind");
            }
        }
    }
}
