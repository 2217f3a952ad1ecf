package dev.hauban.compose.tree;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// Values as Go's `fmt` prints them (`%v`), which is what Docker Compose makes of a number or a boolean where the
/// specification wants a string.
public final class GoText {
    private static final int PLAIN_DIGITS = 6;

    private GoText() {}

    public static String of(Node node) {
        if (node instanceof Scalar scalar) {
            return of(scalar.value());
        }
        return node instanceof Sequence sequence ? list(sequence) : map((Mapping) node);
    }

    public static String of(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Double number -> decimal(number);
            case Float number -> decimal(number);
            case Scalar.Timestamp date -> date.printed();
            default -> value.toString();
        };
    }

    /// The shortest digits that mean this number; from a million on (and below 0.0001) with an exponent.
    public static String decimal(double number) {
        return decimal(Double.toString(number), PLAIN_DIGITS);
    }

    public static String decimal(float number) {
        return decimal(Float.toString(number), PLAIN_DIGITS);
    }

    private static String decimal(String shortest, int plainDigits) {
        return switch (shortest) {
            case "NaN" -> "NaN";
            case "Infinity" -> "+Inf";
            case "-Infinity" -> "-Inf";
            case "0.0" -> "0";
            case "-0.0" -> "-0";
            default -> digits(new BigDecimal(shortest).stripTrailingZeros(), plainDigits);
        };
    }

    private static String digits(BigDecimal number, int plainDigits) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent >= -4 && exponent < plainDigits) {
            return number.toPlainString();
        }
        String digits = number.unscaledValue().abs().toString();
        var text = new StringBuilder(number.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        int size = Math.abs(exponent);
        return text.append(exponent < 0 ? "e-" : "e+")
                .append(size < 10 ? "0" : "")
                .append(size)
                .toString();
    }

    private static String list(Sequence sequence) {
        var text = new StringBuilder("[");
        for (Node item : sequence.items()) {
            text.append(text.length() > 1 ? " " : "").append(of(item));
        }
        return text.append(']').toString();
    }

    private static String map(Mapping mapping) {
        var text = new StringBuilder("map[");
        for (Map.Entry<String, Node> entry : new TreeMap<>(mapping.entries()).entrySet()) {
            text.append(text.length() > 4 ? " " : "")
                    .append(entry.getKey())
                    .append(':')
                    .append(of(entry.getValue()));
        }
        return text.append(']').toString();
    }
}
