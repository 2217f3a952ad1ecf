package dev.hauban.compose.shape;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Trail;
import dev.hauban.compose.variable.Cast;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The canonical forms of single values.
final class ScalarForms {
    private static final Long ZERO = 0L;

    private final Problems problems;

    ScalarForms(Problems problems) {
        this.problems = problems;
    }

    /// The canonical value, or null where there is nothing to write.
    @Nullable
    Scalar cast(Node node, Form.Kind kind, Trail trail) {
        if (!(node instanceof Scalar scalar)) {
            String example = Remedies.example(kind);
            problems.wrongType(node, trail, "a single value", example == null ? "write a single value" : example);
            return null;
        }
        Object value = scalar.value();
        return value == null ? null : at(scalar, of(scalar, value, kind, trail));
    }

    /// Most values are written in their canonical form already, and stay.
    private static @Nullable Scalar at(Scalar scalar, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return value.equals(scalar.value()) ? scalar : Scalar.from(scalar, value);
    }

    private @Nullable Object of(Scalar scalar, Object value, Form.Kind kind, Trail trail) {
        return switch (kind) {
            case FLAG -> unless(Boolean.FALSE, flag(scalar, value, trail));
            case OPTIONAL_FLAG -> flag(scalar, value, trail);
            case COUNT -> unless(ZERO, count(scalar, value, trail));
            case OPTIONAL_COUNT -> count(scalar, value, trail);
            case UNSIGNED -> unless(ZERO, unsigned(scalar, value, Long.SIZE, trail));
            case UNSIGNED_32 -> unless(ZERO, unsigned(scalar, value, Integer.SIZE, trail));
            case UNSIGNED_16 -> unless(ZERO, unsigned(scalar, value, Short.SIZE, trail));
            case OPTIONAL_UNSIGNED -> unsigned(scalar, value, Long.SIZE, trail);
            case DECIMAL -> decimal(scalar, value, trail);
            case CPUS -> cpus(scalar, value, trail);
            case BYTES -> unless("0", bytes(scalar, value, trail));
            case DURATION -> unless("0s", duration(scalar, value, trail));
            case OPTIONAL_DURATION -> duration(scalar, value, trail);
            case MODE -> mode(scalar, value, trail);
            case DEVICE_COUNT -> unless(ZERO, deviceCount(scalar, value, trail));
            default -> unless("", text(scalar, value, trail));
        };
    }

    /// Whether it is a string that stays as it is where one is wanted.
    static boolean isText(Scalar scalar) {
        return scalar.text() instanceof String text && !text.isEmpty();
    }

    private static @Nullable Object unless(Object nothing, @Nullable Object value) {
        return nothing.equals(value) ? null : value;
    }

    @Nullable
    String text(Scalar scalar, Object value, Trail trail) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Long number
                ? number.toString()
                : refused(scalar, trail, "a string", "put it in quotes");
    }

    private @Nullable Object flag(Scalar scalar, Object value, Trail trail) {
        if (value instanceof String text && Cast.BOOLEAN.of(text) != null) {
            return warned(scalar, text, trail);
        }
        return value instanceof Boolean ? value : refused(scalar, trail, "true or false", Form.Kind.FLAG);
    }

    private @Nullable Object warned(Scalar scalar, String text, Trail trail) {
        Object flag = Cast.BOOLEAN.of(text);
        if (Cast.isOldBoolean(text)) {
            problems.warning(
                    "compose.old-boolean",
                    scalar,
                    trail,
                    "\"" + text + "\" for boolean is not supported by YAML 1.2, please use `" + flag + "`",
                    "write `" + flag + "`");
        }
        return flag;
    }

    private @Nullable Object count(Scalar scalar, Object value, Trail trail) {
        Object number = value instanceof String text ? Cast.WHOLE_NUMBER.of(text) : value;
        if (!(number instanceof Number whole)) {
            return refused(scalar, trail, "a whole number", Form.Kind.COUNT);
        }
        return fits(whole)
                ? (Object) whole.longValue()
                : refused(scalar, trail, "a whole number that fits into 64 bits", Form.Kind.COUNT);
    }

    /// What doesn't fit becomes nonsense in Docker Compose, and a different one on each processor.
    private static boolean fits(Number number) {
        double size = number.doubleValue();
        return number instanceof Long || size >= -0x1p63 && size < 0x1p63;
    }

    /// @param bits that Docker Compose keeps of the number; those above them are lost without a word
    private @Nullable Object unsigned(Scalar scalar, Object value, int bits, Trail trail) {
        if (!(value instanceof Number number)) {
            return refused(scalar, trail, "a whole number that is not negative", Form.Kind.UNSIGNED);
        }
        if (!(number instanceof BigInteger) && (number.doubleValue() < 0 || !fits(number))) {
            return refused(
                    scalar, trail, "a whole number that is not negative and fits into 64 bits", Form.Kind.UNSIGNED);
        }
        if (bits < Long.SIZE) {
            return number.longValue() & (1L << bits) - 1;
        }
        return number instanceof BigInteger ? (Object) number : number.longValue();
    }

    private @Nullable Object decimal(Scalar scalar, Object value, Trail trail) {
        Object number = value instanceof String text ? Cast.DECIMAL.of(text) : value;
        if (!(number instanceof Number decimal)) {
            return refused(scalar, trail, "a number", Form.Kind.DECIMAL);
        }
        return decimal.floatValue() == 0 ? null : (Object) decimal.floatValue();
    }

    private @Nullable Object cpus(Scalar scalar, Object value, Trail trail) {
        return value instanceof BigInteger
                ? refused(scalar, trail, "a number that fits into 63 bits", Form.Kind.CPUS)
                : decimal(scalar, value, trail);
    }

    private @Nullable Object bytes(Scalar scalar, Object value, Trail trail) {
        if (value instanceof String text) {
            Long size = ByteSizes.parse(text);
            return size == null ? refused(scalar, trail, "a size", Form.Kind.BYTES) : size.toString();
        }
        return value instanceof Long whole ? whole.toString() : null;
    }

    private @Nullable Object duration(Scalar scalar, Object value, Trail trail) {
        Long nanoseconds = Durations.parse(GoText.of(value));
        return nanoseconds == null
                ? refused(scalar, trail, "a duration", Form.Kind.DURATION)
                : Durations.text(nanoseconds);
    }

    private @Nullable Object mode(Scalar scalar, Object value, Trail trail) {
        Object mode = value instanceof String text ? parseOctal(text) : value;
        return mode instanceof Long bits
                ? octal(bits)
                : refused(scalar, trail, "file permissions in octal digits", Form.Kind.MODE);
    }

    private static String octal(long mode) {
        return mode < 0 ? "0-" + Long.toOctalString(-mode) : "0" + Long.toOctalString(mode);
    }

    private static @Nullable Long parseOctal(String text) {
        try {
            return Long.parseLong(text, 8);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private @Nullable Object deviceCount(Scalar scalar, Object value, Trail trail) {
        if (value instanceof String text) {
            return text.equalsIgnoreCase("all") ? (Object) (-1L) : count(scalar, value, trail);
        }
        return value instanceof Long
                ? value
                : refused(scalar, trail, "a whole number or `all`", Form.Kind.DEVICE_COUNT);
    }

    private <T> @Nullable T refused(Scalar scalar, Trail trail, String wanted, Form.Kind kind) {
        String example = Remedies.example(kind);
        return refused(scalar, trail, wanted, example == null ? "write another value" : example);
    }

    private <T> @Nullable T refused(Scalar scalar, Trail trail, String wanted, String remedy) {
        String shown = scalar.isText() ? "`" + Legible.of(scalar) + "`" : scalar + " (" + scalar.kindName() + ")";
        problems.error("compose.type", scalar, trail, "must be " + wanted + ", not " + shown, remedy);
        return null;
    }
}
