package dev.hauban.compose.shape;

import org.jspecify.annotations.Nullable;

/// Durations as Docker Compose reads and writes them, in nanoseconds: `1m30s`, `1.5h`, `1d`, `1w`, `-5s`. A bare
/// number has no meaning, only `0` has.
public final class Durations {
    private static final long SECOND = 1_000_000_000L;

    private Durations() {}

    /// The nanoseconds, or null if this is no duration.
    public static @Nullable Long parse(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        int at = signed ? 1 : 0;
        if (text.length() == at + 1 && text.charAt(at) == '0') {
            return 0L;
        }
        if (at == text.length()) {
            return null;
        }
        double overflow = 0;
        long sum = 0;
        while (at < text.length()) {
            int point = digits(text, at);
            int end = point < text.length() && text.charAt(point) == '.' ? digits(text, point + 1) : point;
            int unitEnd = unitEnd(text, end);
            long unit = unit(text.substring(end, unitEnd));
            if (unit == 0 || end == at || end == at + 1 && point == at) {
                return null;
            }
            long part = part(text, at, point, end, unit);
            overflow += (double) part;
            sum += part;
            if (part < 0 || overflow > Long.MAX_VALUE) {
                return null;
            }
            at = unitEnd;
        }
        return text.charAt(0) == '-' ? -sum : sum;
    }

    private static long part(String text, int start, int point, int end, long unit) {
        double whole = point == start ? 0 : Double.parseDouble(text.substring(start, point));
        if (whole * unit > Long.MAX_VALUE) {
            return -1;
        }
        long value = point == start ? 0 : Long.parseLong(text.substring(start, point)) * unit;
        double fraction = end > point + 1 ? Double.parseDouble("0" + text.substring(point, end)) : 0;
        return value + (long) (fraction * unit);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static int unitEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '.' && (text.charAt(at) < '0' || text.charAt(at) > '9')) {
            at++;
        }
        return at;
    }

    private static long unit(String name) {
        return switch (name) {
            case "ns" -> 1;
            case "us", "µs", "μs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3_600 * SECOND;
            case "d" -> 86_400 * SECOND;
            case "w" -> 604_800 * SECOND;
            default -> 0;
        };
    }

    /// As Go's `time.Duration` prints itself: `1h0m0s`, `1.5s`, `300ms`.
    public static String text(long nanoseconds) {
        if (nanoseconds == 0) {
            return "0s";
        }
        String sign = nanoseconds < 0 ? "-" : "";
        long size = Math.abs(nanoseconds);
        if (size < 1_000) {
            return sign + size + "ns";
        }
        if (size < 1_000_000) {
            return sign + fraction(size, 1_000) + "µs";
        }
        if (size < SECOND) {
            return sign + fraction(size, 1_000_000) + "ms";
        }
        long minutes = size / (60 * SECOND);
        String seconds = fraction(size % (60 * SECOND), SECOND) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    private static String fraction(long size, long unit) {
        long rest = size % unit;
        if (rest == 0) {
            return Long.toString(size / unit);
        }
        String digits = Long.toString(unit + rest).substring(1);
        return size / unit + "." + digits.replaceAll("0+$", "");
    }
}
