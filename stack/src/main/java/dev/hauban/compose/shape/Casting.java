package dev.hauban.compose.shape;

import dev.hauban.compose.shape.Shape.Attribute;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Gives every value of a complete tree its canonical form: units and numbers written one way, attributes in their
/// order, names sorted, and what says nothing left out.
public final class Casting {
    private final Problems problems;
    private final ScalarForms scalars;
    private final CollectionForms collections;

    public Casting(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarForms(problems);
        this.collections = new CollectionForms(problems);
    }

    /// The canonical document of a whole project.
    public Mapping project(Mapping project) {
        Mapping document = shape(project, ComposeShapes.PROJECT, Trail.ROOT);
        if (document.mapping("configs") instanceof Mapping configs) {
            configs.entries().values().forEach(Casting::hideFoundContent);
        }
        return document;
    }

    /// What a config takes from the environment is named there, not shown.
    private static void hideFoundContent(Node node) {
        if (node instanceof Mapping config && config.has("environment")) {
            config.remove("content");
        }
    }

    /// The same service with its attributes in their order, whenever they came to it.
    public static Mapping inOrder(Mapping service) {
        Mapping ordered = inOrder(service, ServiceShapes.SERVICE);
        if (ordered.mapping("deploy") instanceof Mapping deploy) {
            ordered.put("deploy", inOrder(deploy, DeployShapes.DEPLOY));
        }
        return ordered;
    }

    private static Mapping inOrder(Mapping mapping, Shape shape) {
        return isInOrder(mapping, shape) ? mapping : ordered(mapping, shape);
    }

    /// So are most: only what came to them later may stand elsewhere.
    private static boolean isInOrder(Mapping mapping, Shape shape) {
        int before = -1;
        for (String key : mapping.entries().keySet()) {
            Attribute attribute = shape.attribute(key);
            int index = attribute == null ? Integer.MAX_VALUE : attribute.index();
            if (index < before) {
                return false;
            }
            before = index;
        }
        return true;
    }

    private static Mapping ordered(Mapping mapping, Shape shape) {
        @Nullable Node[] values = new @Nullable Node[shape.attributes().size()];
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            Attribute attribute = shape.attribute(entry.getKey());
            if (attribute != null) {
                values[attribute.index()] = entry.getValue();
            }
        }
        Mapping ordered = Mapping.from(mapping, mapping.entries().size());
        for (int i = 0; i < values.length; i++) {
            Node value = values[i];
            if (value != null) {
                ordered.add(shape.attributes().get(i).key(), value);
            }
        }
        mapping.entries().forEach(ordered.entries()::putIfAbsent);
        return ordered;
    }

    private Mapping shape(Mapping mapping, Shape shape, Trail trail) {
        @Nullable Node[] values = new @Nullable Node[shape.attributes().size()];
        boolean hasOthers = false;
        int count = 0;
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            Attribute attribute = shape.attribute(entry.getKey());
            hasOthers |= attribute == null;
            if (attribute != null && !entry.getValue().isNull()) {
                Node value = attribute(mapping, entry.getValue(), attribute, trail);
                values[attribute.index()] = value;
                count += value == null ? 0 : 1;
            }
        }
        Mapping cast = Mapping.from(mapping, count);
        for (int i = 0; i < values.length; i++) {
            Attribute attribute = shape.attributes().get(i);
            Node value = values[i];
            if (value != null) {
                cast.add(attribute.key(), value);
            } else if (attribute.always()) {
                cast.put(attribute.key(), nothing(attribute.form().kind()));
            }
        }
        if (hasOthers && shape.keepsExtensions() && shape.allowsExtensions()) {
            extensions(mapping, cast);
        }
        return cast;
    }

    private @Nullable Node attribute(Mapping mapping, Node value, Attribute attribute, Trail trail) {
        if (attribute.form().kind() == Form.Kind.TEXT && value instanceof Scalar scalar && ScalarForms.isText(scalar)) {
            return scalar;
        }
        int before = problems.complaints();
        Node cast = value(value, attribute.form(), trail.child(attribute.key()));
        if (cast == null && problems.complaints() > before) {
            mapping.lose(attribute.key());
        }
        return cast;
    }

    /// In Docker Compose's words, even shapes without `x-` in the specification have them in its types.
    private static void extensions(Mapping mapping, Mapping cast) {
        TreeMap<String, Node> sorted = null;
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            if (entry.getKey().startsWith("x-")) {
                sorted = sorted == null ? new TreeMap<>() : sorted;
                sorted.put(entry.getKey(), entry.getValue());
            }
        }
        if (sorted != null) {
            sorted.forEach((key, value) -> cast.add(key, sorted(value)));
        }
    }

    /// What we know nothing of is at least written in one order.
    public static Node sorted(Node node) {
        if (node instanceof Sequence sequence) {
            sequence.items().replaceAll(Casting::sorted);
        } else if (node instanceof Mapping mapping) {
            var entries = new TreeMap<>(mapping.entries());
            mapping.entries().clear();
            entries.forEach((key, value) -> mapping.add(key, sorted(value)));
        }
        return node;
    }

    private static Object nothing(Form.Kind kind) {
        return switch (kind) {
            case FLAG -> false;
            case COUNT, UNSIGNED, UNSIGNED_32, UNSIGNED_16 -> 0L;
            case BYTES -> "0";
            default -> "";
        };
    }

    private @Nullable Node value(Node node, Form form, Trail trail) {
        return switch (form.kind()) {
            case TEXT,
                    FLAG,
                    OPTIONAL_FLAG,
                    COUNT,
                    OPTIONAL_COUNT,
                    UNSIGNED,
                    UNSIGNED_32,
                    UNSIGNED_16,
                    OPTIONAL_UNSIGNED,
                    DECIMAL,
                    CPUS,
                    BYTES,
                    DURATION,
                    OPTIONAL_DURATION,
                    MODE,
                    DEVICE_COUNT -> scalars.cast(node, form.kind(), trail);
            case TEXTS,
                    TEXT_OR_TEXTS,
                    TEXTS_OR_NUMBERS,
                    LABELS,
                    PAIRS,
                    ENVIRONMENT,
                    OPTIONS,
                    REPEATED_OPTIONS,
                    STRINGS_BY_NAME,
                    HOSTS,
                    COMMAND,
                    HEALTH_TEST,
                    SSH -> collections.cast(node, form.kind(), trail);
            case ULIMIT -> ulimit(node, trail);
            case ULIMITS_BY_NAME -> byName(node, form, trail);
            case SHAPE -> mapping(node, form, trail);
            case VALUE -> {
                Mapping cast = mapping(node, form, trail);
                yield cast == null || cast.isEmpty() ? null : cast;
            }
            case LIST_OF_SHAPES, ENV_FILE -> list(node, form, trail);
            case SHAPES_BY_NAME, SHAPES_BY_FREE_NAME -> byName(node, form, trail);
            case DROPPED -> null;
        };
    }

    private @Nullable Mapping mapping(Node node, Form form, Trail trail) {
        Shape shape = form.shape();
        if (node instanceof Mapping mapping && shape != null) {
            return shape(mapping, shape, trail);
        }
        problems.wrongType(node, trail, "a mapping", "write it as `name: value`, on lines of its own below the key");
        return null;
    }

    private @Nullable Node list(Node node, Form form, Trail trail) {
        if (!(node instanceof Sequence sequence)) {
            problems.wrongType(node, trail, "a list", "write it as a list: [one, two]");
            return null;
        }
        Sequence cast = Sequence.from(sequence);
        for (int i = 0; i < sequence.items().size(); i++) {
            Mapping item = mapping(sequence.items().get(i), form, trail.item(i));
            if (item != null) {
                cast.add(item);
            } else {
                cast.tear();
            }
        }
        return cast.isEmpty() && !cast.isTorn() ? null : cast;
    }

    private @Nullable Node byName(Node node, Form form, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            problems.wrongType(
                    node, trail, "a mapping", "write it as `name: value`, on lines of its own below the key");
            return null;
        }
        Mapping cast = Mapping.from(mapping);
        Map<String, Node> entries =
                form.kind() == Form.Kind.SHAPES_BY_NAME ? mapping.entries() : FreeNames.of(mapping, trail, problems);
        for (Map.Entry<String, Node> entry : new TreeMap<>(entries).entrySet()) {
            Trail way = trail.child(entry.getKey());
            Node value = entry.getKey().equals(FreeNames.GATHERED) ? Mapping.from(mapping) : entry.getValue();
            Node item = value.isNull()
                    ? (form.kind() == Form.Kind.SHAPES_BY_NAME ? Mapping.from(value) : value)
                    : form.kind() == Form.Kind.ULIMITS_BY_NAME ? ulimit(value, way) : mapping(value, form, way);
            if (item != null) {
                cast.add(entry.getKey(), item);
            } else {
                cast.lose(entry.getKey());
            }
        }
        return cast.isEmpty() && cast.isWhole() ? null : cast;
    }

    private @Nullable Node ulimit(Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            Node single = scalars.cast(node, Form.Kind.OPTIONAL_COUNT, trail);
            boolean zero = single instanceof Scalar scalar && Long.valueOf(0).equals(scalar.value());
            return zero ? Mapping.from(node).put("soft", 0L).put("hard", 0L) : single;
        }
        Mapping cast = Mapping.from(mapping);
        for (String key : new String[] {"soft", "hard"}) {
            Node value = mapping.get(key);
            if (value != null && !(value instanceof Scalar scalar && scalar.value() instanceof Long)) {
                problems.wrongType(value, trail.child(key), "a whole number", "write it without quotes, as in `1024`");
            }
            cast.put(key, value == null ? Scalar.from(mapping, 0L) : value);
        }
        return cast;
    }
}
