package dev.hauban.cli.screen;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Amounts of bytes as Docker writes them.
public final class Sizes {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private Sizes() {}

    /// `1.07kB`: what goes over a wire.
    public static String decimal(long bytes) {
        return text(bytes, 1000, DECIMAL, FOUR_DIGITS);
    }

    /// `23.54GiB`: memory.
    public static String binary(long bytes) {
        return text(bytes, 1024, BINARY, FOUR_DIGITS);
    }

    /// `1.98MB`: an image, told with fewer digits.
    public static String brief(long bytes) {
        return text(bytes, 1000, DECIMAL, THREE_DIGITS);
    }

    private static String text(long bytes, int base, List<String> units, MathContext digits) {
        double left = bytes;
        int unit = 0;
        while (left >= base && unit < units.size() - 1) {
            left /= base;
            unit++;
        }
        return new BigDecimal(left).round(digits).stripTrailingZeros().toPlainString() + units.get(unit);
    }
}
