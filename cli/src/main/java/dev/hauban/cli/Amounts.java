package dev.hauban.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// Amounts of bytes as people type them and as Docker writes them.
final class Amounts {
    private static final String UNITS = "bkmgtp";
    private static final List<String> NAMES = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private Amounts() {}

    /// `512m`, `2g`, `1024`; units are powers of 1024. Empty for what is none, or more than there can be.
    static OptionalLong bytes(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.length() > 1 && lower.endsWith("b") && UNITS.indexOf(lower.charAt(lower.length() - 2)) > 0) {
            lower = lower.substring(0, lower.length() - 1);
        }
        int unit = lower.isEmpty() ? -1 : UNITS.indexOf(lower.charAt(lower.length() - 1));
        String number = unit < 0 ? lower : lower.substring(0, lower.length() - 1);
        if (number.isEmpty() || number.length() > 12 || !number.chars().allMatch(Character::isDigit)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Math.multiplyExact(Long.parseLong(number), 1L << 10 * Math.max(unit, 0)));
        } catch (ArithmeticException tooMany) {
            return OptionalLong.empty();
        }
    }

    /// `1.98MB`: three digits that count, units are powers of 1000.
    static String brief(long bytes) {
        double left = bytes;
        int unit = 0;
        while (left >= 1000 && unit < NAMES.size() - 1) {
            left /= 1000;
            unit++;
        }
        return new BigDecimal(left).round(THREE_DIGITS).stripTrailingZeros().toPlainString() + NAMES.get(unit);
    }
}
