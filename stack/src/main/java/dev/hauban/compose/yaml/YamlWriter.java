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
    private final int step;

    private YamlWriter(int step) {
        this.step = step;
    }

    public static String write(Mapping root) {
        return write(root, 2);
    }

    /// @param step how many blanks further in each level stands
    public static String write(Mapping root, int step) {
        var writer = new YamlWriter(step);
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
            key(entry.getKey(), indent);
            value(entry.getValue(), indent);
        }
    }

    /// A key that doesn't fit into one line has a line, or several, of its own.
    private void key(String key, int indent) {
        if (YamlText.isLong(key)) {
            text.append("? ")
                    .append(YamlText.value(key, indent + step, step))
                    .append('\n')
                    .repeat(' ', indent);
        } else {
            text.append(YamlText.key(key));
        }
        text.append(':');
    }

    private void value(Node node, int indent) {
        switch (node) {
            case Mapping mapping when mapping.isEmpty() -> text.append(" {}\n");
            case Mapping mapping -> {
                text.append('\n');
                mapping(mapping, indent + step, true);
            }
            case Sequence sequence when sequence.isEmpty() -> text.append(" []\n");
            case Sequence sequence -> {
                text.append('\n');
                sequence(sequence, indent + step, true);
            }
            case Scalar scalar ->
                text.append(' ').append(scalar(scalar.value(), indent + step)).append('\n');
        }
    }

    private void sequence(Sequence sequence, int indent, boolean indentFirst) {
        boolean first = !indentFirst;
        for (Node item : sequence.items()) {
            if (!first) {
                text.repeat(' ', indent);
            }
            first = false;
            text.append('-');
            switch (item) {
                case Mapping mapping
                when !mapping.isEmpty() -> {
                    text.append(' ');
                    mapping(mapping, indent + 2, false);
                }
                case Sequence inner
                when !inner.isEmpty() -> {
                    text.append(' ');
                    sequence(inner, indent + 2, false);
                }
                default -> value(item, indent);
            }
        }
    }

    private String scalar(@Nullable Object value, int indent) {
        return switch (value) {
            case null -> "null";
            case String text -> YamlText.value(text, indent, step);
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
}
