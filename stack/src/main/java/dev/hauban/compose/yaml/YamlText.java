package dev.hauban.compose.yaml;

import java.nio.charset.StandardCharsets;

/// Writes a string so that every reader of YAML takes it for that string: plain where nobody could take it for
/// something else, in quotes where somebody could, as a block where it has several lines.
///
/// The choice between them is go-yaml's, so that what Docker Compose prints can be compared line by line. One thing is
/// not: it lets line separators (U+2028) stand in single quotes, which not every reader gives back.
final class YamlText {
    private static final String INDICATORS = "#,[]{}&*!|>'\"%@`";

    private static final int LONGEST_KEY = 128;

    private final String value;
    private boolean isOdd;
    private boolean hasTab;
    private boolean hasIndicator;
    private boolean breaksAfterSpace;

    private YamlText(String value) {
        this.value = value;
        look();
    }

    /// @param indent of the lines below the one that the value begins on
    /// @param step how much further in that is than the line itself
    static String value(String value, int indent, int step) {
        var text = new YamlText(value);
        if (value.indexOf('\n') < 0) {
            return text.line();
        }
        return text.canBeBlock() ? block(value, indent, step) : quoted(value);
    }

    /// Whether a key can't stand in front of its value, in one line.
    static boolean isLong(String key) {
        if (key.length() > LONGEST_KEY / 3 && key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            return true;
        }
        return key.indexOf('\n') >= 0 || key.indexOf('\r') >= 0 || key.indexOf('\u0085') >= 0;
    }

    static String key(String key) {
        // Plain, it would be read as YAML's merge key.
        return key.equals("<<") ? "'<<'" : new YamlText(key).line();
    }

    private String line() {
        if (value.isEmpty() || looksOther(value)) {
            return quoted(value);
        }
        if (isOdd || hasTab) {
            return quoted(value);
        }
        boolean isPlain = !hasIndicator && value.charAt(0) != ' ' && value.charAt(value.length() - 1) != ' ';
        return isPlain ? value : "'" + value.replace("'", "''") + "'";
    }

    private boolean canBeBlock() {
        return !isOdd && !breaksAfterSpace && value.charAt(value.length() - 1) != ' ';
    }

    /// Looks at every character once.
    private void look() {
        hasIndicator = value.startsWith("---") || value.startsWith("...");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\t') {
                hasTab = true;
            } else if (c == '\n') {
                breaksAfterSpace |= i > 0 && value.charAt(i - 1) == ' ';
            } else if (!isPrintable(c)) {
                isOdd = true;
            } else if (c < '0' || c > '9') {
                hasIndicator |= isIndicator(c, i);
            }
        }
    }

    private boolean isIndicator(char c, int at) {
        boolean isLastOfWord = at + 1 == value.length() || isBlank(value.charAt(at + 1));
        return switch (c) {
            case ':' -> isLastOfWord;
            case '-', '?' -> at == 0 && isLastOfWord;
            case '#' -> at == 0 || isBlank(value.charAt(at - 1));
            default -> at == 0 && INDICATORS.indexOf(c) >= 0;
        };
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n';
    }

    private static boolean isPrintable(char c) {
        if (c < 0xA0) {
            return c >= ' ' && c < 0x7F;
        }
        return c < 0xD800 && c != 0x2028 && c != 0x2029 || c >= 0xE000 && c < 0xFFFE && c != 0xFEFF;
    }

    private static String block(String value, int indent, int step) {
        boolean isClosed = value.endsWith("\n");
        String body = isClosed ? value.substring(0, value.length() - 1) : value;
        var text = new StringBuilder("|");
        if (value.charAt(0) == ' ' || value.charAt(0) == '\n') {
            // Nothing in the first line shows where the lines begin.
            text.append(step);
        }
        text.append(!isClosed ? "-" : body.isEmpty() || body.endsWith("\n") ? "+" : "");
        for (String line : body.split("\n", -1)) {
            text.append('\n').append(line.isEmpty() ? "" : " ".repeat(indent)).append(line);
        }
        return text.toString();
    }

    /// Whether a reader of YAML 1.1 or 1.2 would take it for a number, a boolean, a date, a base-60 number or nothing.
    private static boolean looksOther(String value) {
        if (!(ScalarRules.resolve(value) instanceof String)) {
            return true;
        }
        return switch (value) {
            case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF" ->
                true;
            default -> isBase60(value);
        };
    }

    /// `[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?`
    private static boolean isBase60(String value) {
        int colon = value.indexOf(':');
        int start = value.charAt(0) == '-' || value.charAt(0) == '+' ? 1 : 0;
        if (colon <= start || value.charAt(start) == '_' || !areDigits(value, start, colon)) {
            return false;
        }
        int point = value.indexOf('.', colon);
        int end = point < 0 ? value.length() : point;
        for (String part : value.substring(colon + 1, end).split(":", -1)) {
            boolean isPart = part.length() == 1 || part.length() == 2 && part.charAt(0) <= '5';
            if (!isPart || part.indexOf('_') >= 0 || !areDigits(part, 0, part.length())) {
                return false;
            }
        }
        return point < 0 || areDigits(value, point + 1, value.length());
    }

    private static boolean areDigits(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c != '_' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < 0x10000 && isPrintable((char) c)) {
                text.append((char) c);
            } else {
                text.append('\\').append(escape(c));
            }
        }
        return text.append('"').toString();
    }

    private static String escape(int c) {
        return switch (c) {
            case 0 -> "0";
            case 0x07 -> "a";
            case '\b' -> "b";
            case '\t' -> "t";
            case '\n' -> "n";
            case 0x0B -> "v";
            case '\f' -> "f";
            case '\r' -> "r";
            case 0x1B -> "e";
            case 0x85 -> "N";
            case 0x2028 -> "L";
            case 0x2029 -> "P";
            default -> (c < 0x100 ? "x%02X" : c < 0x10000 ? "u%04X" : "U%08X").formatted(c);
        };
    }
}
