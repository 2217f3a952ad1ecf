package dev.hauban.compose.variable;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a string has to become, because a variable can only bring strings.
public enum Cast {
    WHOLE_NUMBER("a whole number", "3"),
    DECIMAL("a number", "0.5"),
    DECIMAL_32("a number", "0.5"),
    BOOLEAN("true or false", "true");

    private final String wanted;
    private final String example;

    Cast(String wanted, String example) {
        this.wanted = wanted;
        this.example = example;
    }

    public String wanted() {
        return wanted;
    }

    public String example() {
        return example;
    }

    /// The value, or null if the text is none of this kind.
    public @Nullable Object of(String text) {
        return switch (this) {
            case WHOLE_NUMBER -> wholeNumber(text);
            case DECIMAL -> Decimal.parse(text);
            case DECIMAL_32 -> Decimal.parse32(text);
            case BOOLEAN -> bool(text);
        };
    }

    /// Whether this is one of YAML 1.1's words for a boolean, which Docker Compose still takes and warns about.
    public static boolean isOldBoolean(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "y", "yes", "on", "n", "no", "off" -> true;
            default -> false;
        };
    }

    private static @Nullable Object bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "y", "yes", "on" -> Boolean.TRUE;
            case "false", "n", "no", "off" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable Object wholeNumber(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (start == text.length()) {
            return null;
        }
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
