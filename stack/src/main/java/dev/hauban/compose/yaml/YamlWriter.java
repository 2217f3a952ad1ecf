package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a tree as YAML, in the form in which Docker Compose prints its configuration.
public final class YamlWriter {
    private final StringBuilder text = new StringBuilder();

    private YamlWriter() {}

    public static String write(Mapping root) {
        var writer = new YamlWriter();
        if (root.isEmpty()) {
            return "{}\n";
        }
        writer.mapping(root, 0, true);
        return writer.text.toString();
    }

    private void mapping(Mapping mapping, int indent, boolean indentFirst) {
        boolean first = !indentFirst;
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            if (!first) {
                text.repeat(' ', indent);
            }
            first = false;
            text.append(plain(entry.getKey(), indent, false)).append(':');
            value(entry.getValue(), indent);
        }
    }

    private void value(Node node, int indent) {
        switch (node) {
            case Mapping mapping when mapping.isEmpty() -> text.append(" {}\n");
            case Mapping mapping -> {
                text.append('\n');
                mapping(mapping, indent + 2, true);
            }
            case Sequence sequence when sequence.isEmpty() -> text.append(" []\n");
            case Sequence sequence -> {
                text.append('\n');
                sequence(sequence, indent + 2);
            }
            case Scalar scalar ->
                text.append(' ').append(scalar(scalar.value(), indent + 2)).append('\n');
        }
    }

    private void sequence(Sequence sequence, int indent) {
        for (Node item : sequence.items()) {
            text.repeat(' ', indent).append('-');
            switch (item) {
                case Mapping mapping
                when !mapping.isEmpty() -> {
                    text.append(' ');
                    mapping(mapping, indent + 2, false);
                }
                case Sequence inner
                when !inner.isEmpty() -> {
                    text.append('\n');
                    sequence(inner, indent + 2);
                }
                default -> value(item, indent);
            }
        }
    }

    private static String scalar(@Nullable Object value, int indent) {
        return switch (value) {
            case null -> "null";
            case String text -> plain(text, indent, true);
            case Double number -> special(number, GoText.of(number));
            case Float number -> special(number, GoText.of(number));
            default -> value.toString();
        };
    }

    private static String special(Number number, String text) {
        double value = number.doubleValue();
        if (Double.isNaN(value)) {
            return ".nan";
        }
        return Double.isInfinite(value) ? (value > 0 ? ".inf" : "-.inf") : text;
    }

    /// The string as it is if no reader could take it for something else, else in quotes, or as a block.
    private static String plain(String value, int indent, boolean blocks) {
        if (value.indexOf('\n') >= 0 && blocks && isBlockable(value)) {
            return block(value, indent);
        }
        if (isPlain(value)) {
            return value;
        }
        return isPrintable(value) && !looksOther(value) ? "'" + value.replace("'", "''") + "'" : quoted(value);
    }

    private static boolean isBlockable(String value) {
        return isPrintable(value.replace("\n", ""))
                && !value.startsWith(" ")
                && !value.startsWith("\n")
                && !value.contains(" \n")
                && !value.isBlank();
    }

    private static String block(String value, int indent) {
        String body = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        String chomping = !value.endsWith("\n") ? "-" : body.endsWith("\n") ? "+" : "";
        var text = new StringBuilder("|").append(chomping);
        for (String line : body.split("\n", -1)) {
            text.append('\n').append(line.isEmpty() ? "" : " ".repeat(indent)).append(line);
        }
        return text.toString();
    }

    private static boolean isPlain(String value) {
        if (value.isEmpty() || looksOther(value) || !isPrintable(value)) {
            return false;
        }
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        boolean indicator = "!&*|>'\"%@`#,[]{}".indexOf(first) >= 0
                || "-?:".indexOf(first) >= 0 && (value.length() == 1 || value.charAt(1) == ' ');
        boolean separator = value.contains(": ") || value.contains(" #") || last == ':' || last == ' ' || first == ' ';
        return !indicator && !separator && !value.equals("<<") && !value.equals("=") && !value.startsWith("---");
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

    private static boolean isBase60(String value) {
        if (value.indexOf(':') < 0 || "+-0123456789".indexOf(value.charAt(0)) < 0) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if ("0123456789_:.+-".indexOf(value.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c >= 0x7F && c < 0xA0 || c == 0xFEFF || c == 0x2028 || c == 0x2029) {
                return false;
            }
        }
        return true;
    }

    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    boolean odd = c < ' ' || c >= 0x7F && c < 0xA0 || c == 0xFEFF || c == 0x2028 || c == 0x2029;
                    text.append(odd ? "\\u%04x".formatted((int) c) : Character.toString(c));
                }
            }
        }
        return text.append('"').toString();
    }
}
