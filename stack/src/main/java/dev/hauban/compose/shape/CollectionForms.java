package dev.hauban.compose.shape;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The canonical forms of lists of strings and of free mappings.
final class CollectionForms {
    private static final int LONGEST_LINE = 1 << 20;

    private final Problems problems;
    private final ScalarForms scalars;

    CollectionForms(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarForms(problems);
    }

    /// The canonical value, or null where there is nothing to write.
    @Nullable
    Node cast(Node node, Form.Kind kind, Trail trail) {
        return switch (kind) {
            case TEXT_OR_TEXTS -> node instanceof Scalar ? Sequence.from(node).add(node) : texts(node, trail);
            case TEXTS_OR_NUMBERS -> printed(node, trail);
            case LABELS, PAIRS -> pairs(node, trail);
            case ENVIRONMENT -> environment(node, trail);
            case OPTIONS -> options(node, trail);
            case REPEATED_OPTIONS -> repeated(node, trail);
            case STRINGS_BY_NAME -> strings(node, trail);
            case HOSTS -> Hosts.of(node, trail, problems);
            case COMMAND -> command(node, trail);
            case HEALTH_TEST -> healthTest(node, trail);
            case SSH -> ssh(node, trail);
            default -> texts(node, trail);
        };
    }

    private @Nullable Sequence texts(Node node, Trail trail) {
        Sequence cast = allTexts(node, trail);
        return cast == null || cast.isEmpty() ? null : cast;
    }

    private @Nullable Sequence allTexts(Node node, Trail trail) {
        if (!(node instanceof Sequence sequence)) {
            return refused(node, trail, "a list");
        }
        Sequence cast = Sequence.from(sequence);
        int index = 0;
        for (Node item : sequence.items()) {
            Trail way = trail.item(index++);
            if (item instanceof Scalar scalar) {
                String text = scalar.value() == null ? "" : scalars.text(scalar, scalar.value(), way);
                cast.add(Scalar.from(item, text == null ? "" : text));
            } else {
                refused(item, way, "a string");
            }
        }
        return cast;
    }

    private @Nullable Sequence printed(Node node, Trail trail) {
        if (node instanceof Scalar) {
            return Sequence.from(node).add(node);
        }
        if (!(node instanceof Sequence sequence)) {
            return refused(node, trail, "a list");
        }
        Sequence cast = Sequence.from(sequence);
        sequence.items().forEach(item -> cast.add(Scalar.from(item, GoText.of(item))));
        return cast.isEmpty() ? null : cast;
    }

    private @Nullable Node pairs(Node node, Trail trail) {
        var sorted = new TreeMap<String, Node>();
        if (node instanceof Mapping mapping) {
            FreeNames.of(mapping, trail, problems).forEach((key, value) -> sorted.put(key, printedOr(value, "")));
        } else if (node instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                String text = GoText.of(item);
                int equals = text.indexOf('=');
                String key = equals < 0 ? text : text.substring(0, equals);
                sorted.put(key, Scalar.from(item, equals < 0 ? "" : text.substring(equals + 1)));
            }
        } else {
            refused(node, trail, "a mapping or a list");
        }
        return sorted(node, sorted);
    }

    private @Nullable Node environment(Node node, Trail trail) {
        var sorted = new TreeMap<String, Node>();
        if (node instanceof Mapping mapping) {
            FreeNames.of(mapping, trail, problems).forEach((key, value) -> sorted.put(key, printedOr(value, null)));
        } else if (node instanceof Sequence sequence) {
            int index = 0;
            for (Node item : sequence.items()) {
                variable(item, sorted, trail.item(index++));
            }
        } else {
            refused(node, trail, "a mapping or a list");
        }
        return sorted(node, sorted);
    }

    private void variable(Node item, Map<String, Node> variables, Trail trail) {
        String text = GoText.of(item);
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        if (!key.isEmpty() && Character.isWhitespace(key.charAt(key.length() - 1))) {
            problems.error(
                    "compose.value",
                    item,
                    trail,
                    "environment variable " + Legible.of(key.strip()) + " is declared with a trailing space",
                    "remove the space before the =");
        }
        variables.put(key, Scalar.from(item, equals < 0 ? null : text.substring(equals + 1)));
    }

    private @Nullable Node options(Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            return refused(node, trail, "a mapping");
        }
        var sorted = new TreeMap<String, Node>();
        FreeNames.of(mapping, trail, problems).forEach((key, value) -> sorted.put(key, printedOr(value, "")));
        return sorted(node, sorted);
    }

    private @Nullable Node repeated(Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            return refused(node, trail, "a mapping");
        }
        var sorted = new TreeMap<String, Node>();
        FreeNames.of(mapping, trail, problems).forEach((key, value) -> {
            Sequence values = Sequence.from(value);
            List<Node> items = value instanceof Sequence sequence ? sequence.items() : List.of(value);
            items.forEach(item -> values.add(Scalar.from(item, GoText.of(item))));
            if (!values.isEmpty()) {
                sorted.put(key, values);
            }
        });
        return sorted(node, sorted);
    }

    private @Nullable Node strings(Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            return refused(node, trail, "a mapping");
        }
        var sorted = new TreeMap<String, Node>();
        FreeNames.of(mapping, trail, problems).forEach((key, value) -> {
            if (value instanceof Scalar scalar) {
                String text = scalar.value() == null ? "" : scalars.text(scalar, scalar.value(), trail.child(key));
                sorted.put(key, Scalar.from(value, text == null ? "" : text));
            } else {
                refused(value, trail.child(key), "a string");
            }
        });
        return sorted(node, sorted);
    }

    private @Nullable Node command(Node node, Trail trail) {
        if (!(node instanceof Scalar scalar)) {
            return allTexts(node, trail);
        }
        String line = scalar.text();
        if (line == null) {
            return refused(node, trail, "a string or a list");
        }
        if (line.length() > LONGEST_LINE) {
            problems.error(
                    "compose.value",
                    node,
                    trail,
                    "this command line is longer than 1 MB, which no system can start",
                    "put it into a script");
            return null;
        }
        List<String> words = ShellWords.split(line);
        if (words == null) {
            problems.error(
                    "compose.value",
                    node,
                    trail,
                    "this command line has a quote or parenthesis left open",
                    "close it, or write the command as a list");
            return null;
        }
        Sequence cast = Sequence.from(node);
        words.forEach(word -> cast.add(Scalar.from(node, word)));
        return cast;
    }

    private @Nullable Node healthTest(Node node, Trail trail) {
        if (node instanceof Scalar scalar && scalar.isText()) {
            return Sequence.from(node).add(Scalar.from(node, "CMD-SHELL")).add(node);
        }
        return texts(node, trail);
    }

    /// A list of `id: path`, or of ids alone.
    private @Nullable Node ssh(Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            return refused(node, trail, "a mapping");
        }
        Sequence keys = Sequence.from(node);
        new TreeMap<>(FreeNames.of(mapping, trail, problems)).forEach((id, path) -> {
            String text = path.isNull() ? "" : GoText.of(path);
            keys.add(Scalar.from(path, text.isEmpty() ? id : id + ": " + text));
        });
        return keys.isEmpty() ? null : keys;
    }

    private static Scalar printedOr(Node value, @Nullable String nothing) {
        return Scalar.from(value, value.isNull() ? nothing : GoText.of(value));
    }

    private static @Nullable Mapping sorted(Node origin, Map<String, Node> entries) {
        Mapping mapping = Mapping.from(origin, entries.size());
        entries.forEach(mapping::add);
        return mapping.isEmpty() ? null : mapping;
    }

    private <T> @Nullable T refused(Node node, Trail trail, String wanted) {
        problems.wrongType(node, trail, wanted, node.isNull() ? "give it a value, or remove it" : "write " + wanted);
        return null;
    }
}
