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
    /// Says what is remarked of a value: a comment that stands behind it; empty for nothing.
    public interface Remarks {
        String of(Node value);
    }

    private final StringBuilder text = new StringBuilder();
    private final int step;
    private final @Nullable RemarkColumn remarks;

    private YamlWriter(int step, @Nullable RemarkColumn remarks) {
        this.step = step;
        this.remarks = remarks;
    }

    public static String write(Mapping root) {
        return write(root, 2);
    }

    /// With remarks in a column of their own.
    public static String write(Mapping root, Remarks remarks) {
        var column = new RemarkColumn(remarks);
        var writer = new YamlWriter(2, column);
        writer.mapping(root, 0, true);
        return column.beside(writer.text);
    }

    /// @param step how many blanks further in each level stands
    public static String write(Mapping root, int step) {
        var writer = new YamlWriter(step, null);
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
        if (remarks != null) {
            remarks.at(text.length(), node);
        }
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
