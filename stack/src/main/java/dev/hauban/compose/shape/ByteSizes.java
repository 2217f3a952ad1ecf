package dev.hauban.compose.shape;

import dev.hauban.compose.variable.Cast;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Sizes as Docker reads them: `512m`, `1.5gb`, `64 KiB`; every unit is a power of 1,024.
public final class ByteSizes {
    private ByteSizes() {}

    /// The bytes, or null if this is no size.
    public static @Nullable Long parse(String text) {
        int last = text.length() - 1;
        while (last >= 0 && "0123456789. ".indexOf(text.charAt(last)) < 0) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        Object number = Cast.DECIMAL.of(text.substring(0, text.charAt(last) == ' ' ? last : last + 1));
        double factor = factor(text.substring(last + 1).toLowerCase(Locale.ROOT));
        return factor > 0 && number instanceof Double amount ? bytes(amount * factor) : null;
    }

    /// What doesn't fit into 64 bits becomes nonsense in Docker Compose, and a different one on each processor.
    private static @Nullable Long bytes(double size) {
        return size >= 0 && size < Long.MAX_VALUE ? (Long) (long) size : null;
    }

    private static double factor(String unit) {
        String plain = unit.endsWith("ib") ? unit.substring(0, unit.length() - 2) : withoutB(unit);
        return switch (plain) {
            case "" -> unit.equals("ib") ? 0 : 1;
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            case "t" -> 1L << 40;
            case "p" -> 1L << 50;
            default -> 0;
        };
    }

    private static String withoutB(String unit) {
        return unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
    }
}
