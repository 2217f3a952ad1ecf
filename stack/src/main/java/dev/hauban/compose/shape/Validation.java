package dev.hauban.compose.shape;

import dev.hauban.compose.shape.Rule.Dictionary;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import org.jspecify.annotations.Nullable;

/// Holds a tree against the specification's shapes. What doesn't fit is told and taken out, so that the phases after
/// this one meet nothing that they don't know and can tell what else is wrong.
public final class Validation {
    private static final int FRACTION = Rule.NUMBER & ~Rule.INTEGER;

    private final Problems problems;

    public Validation(Problems problems) {
        this.problems = problems;
    }

    public void check(Mapping project) {
        fits(project, ComposeShapes.PROJECT_RULE, Trail.ROOT);
    }

    private boolean fits(Node node, Rule rule, Trail trail) {
        if (!rule.allows(kind(node))) {
            problems.wrongType(node, trail, rule.wanted(), Remedies.of(node, rule));
            return false;
        }
        if (node instanceof Scalar scalar) {
            return scalarFits(scalar, rule, trail);
        }
        return node instanceof Sequence sequence
                ? sequenceFits(sequence, rule, trail)
                : mappingFits((Mapping) node, rule, trail);
    }

    /// Whether it is a single value of which the rule wants no more than a kind that it has. So are most.
    private static boolean isPlainFit(Node node, Rule rule) {
        return node instanceof Scalar scalar
                && rule.isPlain()
                && rule.allows(scalar.isText() ? Rule.TEXT : kind(scalar.value()));
    }

    private static int kind(Node node) {
        if (node instanceof Scalar scalar) {
            return kind(scalar.value());
        }
        return node instanceof Mapping ? Rule.MAPPING : Rule.LIST;
    }

    private static int kind(@Nullable Object value) {
        if (value == null) {
            return Rule.NULL;
        }
        if (value instanceof String) {
            return Rule.TEXT;
        }
        if (value instanceof Boolean) {
            return Rule.BOOLEAN;
        }
        if (value instanceof Double number) {
            return number == Math.rint(number) && !number.isInfinite() ? Rule.INTEGER : FRACTION;
        }
        return value instanceof Float ? FRACTION : value instanceof Number ? Rule.INTEGER : 0;
    }

    private boolean scalarFits(Scalar scalar, Rule rule, Trail trail) {
        String text = scalar.text();
        if (text != null) {
            return textFits(scalar, text, rule, trail);
        }
        Rule.Range range = rule.range();
        if (range != null
                && scalar.value() instanceof Number number
                && (number.doubleValue() < range.lowest() || number.doubleValue() > range.highest())) {
            problems.error(
                    "compose.value",
                    scalar,
                    trail,
                    number.doubleValue() < range.lowest()
                            ? "must be " + range.lowest() + " or more"
                            : "must be " + range.highest() + " or less",
                    "this is " + Legible.of(scalar));
            return false;
        }
        return true;
    }

    private boolean textFits(Scalar scalar, String text, Rule rule, Trail trail) {
        if (!rule.words().isEmpty() && !rule.words().contains(text)) {
            String nearest = problems.nearest(text, rule.words());
            problems.error(
                    "compose.value",
                    scalar,
                    trail,
                    "`" + Legible.of(text) + "` is not one of " + String.join(", ", rule.words()),
                    nearest == null ? "choose one of them" : "did you mean `" + nearest + "`?");
            return false;
        }
        if (rule.pattern() != null && !rule.pattern().test().test(text)) {
            problems.error(
                    "compose.value",
                    scalar,
                    trail,
                    "`" + Legible.of(text) + "` is not a value that this can have",
                    rule.pattern().remedy());
            return false;
        }
        return true;
    }

    private boolean sequenceFits(Sequence sequence, Rule rule, Trail trail) {
        Rule items = rule.content().items();
        boolean isTorn = items != null
                && sequence.change(
                        (index, item) -> isPlainFit(item, items) || fits(item, items, trail.item(index)) ? item : null);
        if (rule.content().unique() && sequence.items().size() > 1) {
            isTorn |= refuseTwins(sequence, trail);
        }
        if (isTorn) {
            sequence.tear();
        }
        return true;
    }

    private boolean refuseTwins(Sequence sequence, Trail trail) {
        var twins = new Twins(sequence.items().size());
        return sequence.change((index, item) -> {
            if (twins.isFirst(item)) {
                return item;
            }
            problems.error(
                    "compose.twice",
                    item,
                    trail.item(index),
                    "`" + Legible.of(item) + "` is there twice",
                    "remove one of them");
            return null;
        });
    }

    private boolean mappingFits(Mapping mapping, Rule rule, Trail trail) {
        Shape shape = rule.content().shape();
        Dictionary dictionary = rule.content().dictionary();
        if (shape != null) {
            return shapeFits(mapping, shape, trail);
        }
        if (dictionary != null) {
            mapping.change((key, value) -> orLost(mapping, key, value, entryFits(key, value, dictionary, trail)));
        }
        return true;
    }

    private boolean entryFits(String key, Node value, Dictionary dictionary, Trail trail) {
        if (dictionary.keys().test(key)) {
            Rule values = dictionary.values();
            return isPlainFit(value, values) || fits(value, values, trail.child(key));
        }
        if (dictionary.strict()) {
            problems.keyError(
                    "compose.name",
                    value,
                    trail.child(key),
                    "`" + Legible.of(key) + "` can't be " + dictionary.keyName(),
                    "use letters, digits, dots, dashes and underscores");
            return false;
        }
        return true;
    }

    private boolean shapeFits(Mapping mapping, Shape shape, Trail trail) {
        mapping.change((key, value) -> orLost(mapping, key, value, attributeFits(mapping, key, value, shape, trail)));
        boolean complete = true;
        for (String key : shape.required()) {
            if (!mapping.mayHave(key)) {
                problems.lack(mapping, trail, shape.name() + " needs `" + key + "`", "add `" + key + ":`");
            }
            complete &= mapping.has(key);
        }
        return complete;
    }

    private static @Nullable Node orLost(Mapping mapping, String key, Node value, boolean fits) {
        if (!fits) {
            mapping.lose(key);
        }
        return fits ? value : null;
    }

    private boolean attributeFits(Mapping mapping, String key, Node value, Shape shape, Trail trail) {
        Shape.Attribute attribute = shape.attribute(key);
        if (attribute != null) {
            Rule rule = attribute.rule();
            if (isPlainFit(value, rule)) {
                return true;
            }
            if (!rule.allows(kind(value))) {
                String remedy = Remedies.of(value, rule, attribute.form().kind());
                problems.wrongType(value, trail.child(key), rule.wanted(), remedy);
                return false;
            }
            return fits(value, rule, trail.child(key));
        }
        if (shape.isOpen() || shape.allowsExtensions() && key.startsWith("x-")) {
            return true;
        }
        if (key.equals("<<")) {
            mapping.tear();
            problems.keyError(
                    "compose.unknown-key",
                    value,
                    trail.child(key),
                    "`<<` in quotes merges nothing",
                    "write it without quotes: `<<: *base`");
            return false;
        }
        String nearest = problems.nearest(key, shape.keys());
        if (nearest != null) {
            // What follows from the lack of the key that is meant is no news.
            mapping.lose(nearest);
        }
        problems.keyError(
                "compose.unknown-key",
                value,
                trail.child(key),
                shape.name() + " has no `" + Legible.of(key) + "`",
                remedy(key, nearest, shape));
        return false;
    }

    private static String remedy(String key, @Nullable String nearest, Shape shape) {
        if (nearest != null) {
            return "did you mean `" + nearest + "`?";
        }
        return shape.allowsExtensions()
                ? "remove it, or call it `x-" + Legible.of(key) + "` if it is yours"
                : "remove it";
    }
}
