package dev.hauban.json;

import java.math.BigDecimal;

/// The grammar of numbers in RFC 8259, section 6, and the way Go writes them.
final class NumberSyntax {
    private NumberSyntax() {}

    static boolean accepts(String literal) {
        return !literal.isEmpty() && end(literal, 0) == literal.length();
    }

    /// The index after the number that begins at `start`, or -1 where none does.
    static int end(String text, int start) {
        int at = start < text.length() && text.charAt(start) == '-' ? start + 1 : start;
        int whole = digits(text, at);
        boolean leadingZero = whole > at + 1 && text.charAt(at) == '0';
        if (whole == at || leadingZero) {
            return -1;
        }
        int fraction = fraction(text, whole);
        return fraction < 0 ? -1 : exponent(text, fraction);
    }

    /// Go's `encoding/json`: plain digits between 1e-6 and 1e21, else an exponent of which the sign is written.
    static String shortest(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no word for " + value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        var exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return exact.toPlainString();
        }
        int exponent = exact.precision() - exact.scale() - 1;
        String digits = exact.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + Math.abs(exponent);
    }

    private static int fraction(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '.') {
            return at;
        }
        int end = digits(text, at + 1);
        return end == at + 1 ? -1 : end;
    }

    private static int exponent(String text, int at) {
        if (at >= text.length() || (text.charAt(at) | 0x20) != 'e') {
            return at;
        }
        int digits = at + 1;
        if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
            digits++;
        }
        int end = digits(text, digits);
        return end == digits ? -1 : end;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
