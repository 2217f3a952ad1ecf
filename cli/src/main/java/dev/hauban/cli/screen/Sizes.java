package dev.hauban.cli.screen;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Amounts of bytes as Docker writes them: four digits that count.
public final class Sizes {
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
    private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");
    private static final List<String> BINARY = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB");

    private Sizes() {}

    /// `1.07kB`: what goes over a wire.
    public static String decimal(long bytes) {
        return text(bytes, 1000, DECIMAL);
    }

    /// `23.54GiB`: memory.
    public static String binary(long bytes) {
        return text(bytes, 1024, BINARY);
    }

    private static String text(long bytes, int base, List<String> units) {
        double left = bytes;
        int unit = 0;
        while (left >= base && unit < units.size() - 1) {
            left /= base;
            unit++;
        }
        return new BigDecimal(left).round(FOUR_DIGITS).stripTrailingZeros().toPlainString() + units.get(unit);
    }
}
