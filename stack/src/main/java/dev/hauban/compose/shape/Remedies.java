package dev.hauban.compose.shape;

import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import org.jspecify.annotations.Nullable;

/// What to write instead of a value that is wrong: an example of a right one.
final class Remedies {
    private Remedies() {}

    /// For a value of a kind that the rule doesn't allow.
    static String of(Node node, Rule rule, Form.Kind kind) {
        String example = example(kind);
        return example == null || !(node instanceof Scalar) || node.isNull() ? of(node, rule) : example;
    }

    static String of(Node node, Rule rule) {
        if (node.isNull()) {
            return "give it a value, or remove it";
        }
        if (node instanceof Scalar scalar && rule.allows(Rule.TEXT)) {
            return "put it in quotes: \"" + Legible.of(scalar) + "\"";
        }
        if (rule.allows(Rule.MAPPING)) {
            return "write it as `name: value`, on lines of its own below the key";
        }
        if (rule.allows(Rule.LIST)) {
            return "write it as a list: [one, two]";
        }
        return rule.allows(Rule.BOOLEAN)
                ? "write true or false"
                : rule.allows(Rule.NUMBER) ? "write a number, as in 3" : "write a single value";
    }

    /// A right value of this kind, if the kind has one of its own.
    static @Nullable String example(Form.Kind kind) {
        return switch (kind) {
            case DURATION, OPTIONAL_DURATION -> "write it with its unit, as in `30s` or `1m30s`";
            case BYTES -> "write it with its unit, as in `512m` or `2g`";
            case CPUS, DECIMAL -> "write it as in `0.5`";
            case COUNT, OPTIONAL_COUNT -> "write a whole number, as in `3`";
            case UNSIGNED, UNSIGNED_32, UNSIGNED_16, OPTIONAL_UNSIGNED ->
                "write a whole number without quotes, as in `3`";
            case MODE -> "write it in quotes, as in \"0440\"";
            case DEVICE_COUNT -> "write a whole number, as in `1`, or `all`";
            case FLAG, OPTIONAL_FLAG -> "write true or false";
            case COMMAND -> "write it as a line, or as in `[\"npm\", \"start\"]`";
            case HEALTH_TEST -> "write it as in `[\"CMD\", \"pg_isready\"]`";
            case LABELS, PAIRS, ENVIRONMENT -> "write it as in `NAME: value`";
            case TEXT,
                    TEXTS,
                    TEXT_OR_TEXTS,
                    TEXTS_OR_NUMBERS,
                    OPTIONS,
                    REPEATED_OPTIONS,
                    STRINGS_BY_NAME,
                    HOSTS,
                    ULIMIT,
                    SSH,
                    ENV_FILE,
                    SHAPE,
                    VALUE,
                    LIST_OF_SHAPES,
                    SHAPES_BY_NAME,
                    SHAPES_BY_FREE_NAME,
                    ULIMITS_BY_NAME,
                    DROPPED -> null;
        };
    }
}
