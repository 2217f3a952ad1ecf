package dev.hauban.compose.variable;

import org.jspecify.annotations.Nullable;

/// Decimal numbers as Go's `strconv.ParseFloat` reads them: `0.5`, `1e3`, `1_000`, `0x1p-2`, `inf`, `nan`. A number
/// that is too large is none.
final class Decimal {
    private static final String DIGITS = "0123456789";
    private static final String HEX = "0123456789abcdefABCDEF";

    private final String text;
    private final boolean isHex;
    private int at;
    private boolean hasDigits;
    private boolean isMisspelt;

    private Decimal(String text) {
        this.text = text;
        this.at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        this.isHex = text.startsWith("0x", at) || text.startsWith("0X", at);
        this.at += isHex ? 2 : 0;
    }

    /// The number, or null if this is none that 64 bits hold.
    static @Nullable Double parse(String text) {
        Double special = special(text);
        if (special != null) {
            return special;
        }
        String plain = plain(text);
        double value = plain == null ? Double.POSITIVE_INFINITY : Double.parseDouble(plain);
        return Double.isInfinite(value) ? null : (Double) value;
    }

    /// The number, or null if this is none that 32 bits hold.
    static @Nullable Float parse32(String text) {
        Double special = special(text);
        if (special != null) {
            return special.floatValue();
        }
        String plain = plain(text);
        float value = plain == null ? Float.POSITIVE_INFINITY : Float.parseFloat(plain);
        return Float.isInfinite(value) ? null : (Float) value;
    }

    private static @Nullable Double special(String text) {
        boolean isNegative = text.startsWith("-");
        String word = isNegative || text.startsWith("+") ? text.substring(1) : text;
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return text.equalsIgnoreCase("nan") ? (Double) Double.NaN : null;
    }

    /// What Java reads too, or null if Go would not read it.
    private static @Nullable String plain(String text) {
        return new Decimal(text).isWellFormed() ? text.replace("_", "") : null;
    }

    private boolean isWellFormed() {
        String known = isHex ? HEX : DIGITS;
        digits(known, isHex);
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits(known, false);
        }
        boolean hasMantissa = hasDigits;
        boolean hasExponent = at < text.length() && (isHex ? "pP" : "eE").indexOf(text.charAt(at)) >= 0;
        if (hasExponent) {
            at++;
            at += at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? 1 : 0;
            hasDigits = false;
            digits(DIGITS, false);
        }
        return hasMantissa && hasDigits && !isMisspelt && at == text.length() && (hasExponent || !isHex);
    }

    /// Goes over digits; an underscore may only be between two of them, or after the prefix.
    private void digits(String known, boolean afterPrefix) {
        boolean mayUnderscore = afterPrefix;
        char last = '\0';
        for (; at < text.length() && (text.charAt(at) == '_' || known.indexOf(text.charAt(at)) >= 0); at++) {
            last = text.charAt(at);
            isMisspelt |= last == '_' && !mayUnderscore;
            mayUnderscore = last != '_';
            hasDigits |= last != '_';
        }
        isMisspelt |= last == '_';
    }
}
