package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Scalar;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What an unquoted scalar means, by the rules of go-yaml, on which Docker Compose stands: mostly YAML 1.2 with
/// remains of 1.1.
///
/// `0755` is octal, `1_000` a number, `0x1F`, `0o17` and `0b11` too; an unquoted date is a date; `yes` and `on` are
/// strings.
final class ScalarRules {
    private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

    private ScalarRules() {}

    static @Nullable Object resolve(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char first = text.charAt(0);
        return switch (first) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-' -> numberOrText(text);
            case '.' -> dotted(text);
            case '~', 'n', 'N', 't', 'T', 'f', 'F' -> word(text);
            default -> text;
        };
    }

    private static @Nullable Object word(String text) {
        return switch (text) {
            case "~", "null", "Null", "NULL" -> null;
            case "true", "True", "TRUE" -> Boolean.TRUE;
            case "false", "False", "FALSE" -> Boolean.FALSE;
            default -> text;
        };
    }

    private static Object dotted(String text) {
        return switch (text) {
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            case ".inf", ".Inf", ".INF" -> Double.POSITIVE_INFINITY;
            default -> decimalOrText(separatesDigits(text) ? text.replace("_", "") : text, text);
        };
    }

    /// Behind a point, unlike elsewhere, an underscore has to be between digits.
    private static boolean separatesDigits(String text) {
        for (int at = text.indexOf('_'); at >= 0; at = text.indexOf('_', at + 1)) {
            if (!isDigit(text, at - 1) || !isDigit(text, at + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static Object numberOrText(String text) {
        switch (text) {
            case "+.inf", "+.Inf", "+.INF" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-.inf", "-.Inf", "-.INF" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                String date = Dates.normalized(text);
                return date != null ? new Scalar.Timestamp(date) : plainNumberOrText(text);
            }
        }
    }

    private static Object plainNumberOrText(String text) {
        String plain = text.indexOf('_') >= 0 ? text.replace("_", "") : text;
        Object whole = wholeNumber(plain);
        return whole != null ? whole : decimalOrText(plain, text);
    }

    /// Go's `ParseInt` with base 0: the prefix chooses the base, and a leading zero means octal.
    static @Nullable Object wholeNumber(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        int base = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            base = switch (digits.charAt(1)) {
                case 'x', 'X' -> 16;
                case 'b', 'B' -> 2;
                default -> 8;
            };
            boolean prefixed = base != 8 || digits.charAt(1) == 'o' || digits.charAt(1) == 'O';
            digits = digits.substring(prefixed ? 2 : 1);
        }
        return areDigits(digits, base) ? inRange(digits, base, signed ? text.charAt(0) : ' ') : null;
    }

    private static boolean areDigits(String digits, int base) {
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c > 'f' || Character.digit(c, base) < 0) {
                return false;
            }
        }
        return !digits.isEmpty();
    }

    private static @Nullable Object inRange(String digits, int base, char sign) {
        if (base == 10 && digits.length() < 19 || digits.length() < 16) {
            long value = Long.parseLong(digits, base);
            return sign == '-' ? -value : value;
        }
        if (digits.length() - leadingZeros(digits) > Long.SIZE) {
            return null;
        }
        BigInteger value = new BigInteger(sign == '-' ? "-" + digits : digits, base);
        if (value.bitLength() < 64) {
            return value.longValue();
        }
        return sign == ' ' && value.compareTo(UNSIGNED_LIMIT) < 0 ? value : null;
    }

    private static int leadingZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return zeros;
    }

    private static Object decimalOrText(String plain, String text) {
        if (!isDecimal(plain)) {
            return text;
        }
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value) ? text : (Object) value;
    }

    /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    static boolean isDecimal(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        int point = skipDigits(text, start);
        int end = point;
        if (end < text.length() && text.charAt(end) == '.') {
            end = skipDigits(text, end + 1);
            if (point == start && end == point + 1) {
                return false;
            }
        } else if (point == start) {
            return false;
        }
        return end == text.length() || isExponent(text, end);
    }

    private static boolean isExponent(String text, int at) {
        char mark = text.charAt(at);
        if (mark != 'e' && mark != 'E') {
            return false;
        }
        int start = at + 1;
        if (start < text.length() && (text.charAt(start) == '-' || text.charAt(start) == '+')) {
            start++;
        }
        return start < text.length() && skipDigits(text, start) == text.length();
    }

    static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
