package dev.hauban.compose.shape;

import dev.hauban.compose.shape.Shape.Attribute;
import dev.hauban.compose.tree.KeyOrder;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Puts a canonical document into the order of Docker Compose's YAML: attributes stay where the specification's shapes
/// have them, names are in the order of go-yaml. What is in order already is not copied, but for files of variables,
/// which are written as short as they can be.
public final class YamlOrder {
    private YamlOrder() {}

    /// The whole project.
    public static Mapping project(Mapping project) {
        return shape(project, ComposeShapes.PROJECT);
    }

    /// A tree without shapes: all keys are names.
    public static Node any(Node node) {
        return switch (node) {
            case Mapping mapping -> names(mapping, YamlOrder::any);
            case Sequence sequence -> list(sequence, null);
            case Scalar scalar -> scalar;
        };
    }

    private static Mapping shape(Mapping mapping, Shape shape) {
        Mapping ordered = Mapping.from(mapping);
        boolean isChanged = false;
        var extensions = new ArrayList<String>();
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            Attribute attribute = shape.attribute(entry.getKey());
            if (attribute == null) {
                extensions.add(entry.getKey());
                continue;
            }
            Node value = value(entry.getValue(), attribute.form());
            isChanged |= value != entry.getValue();
            ordered.put(entry.getKey(), value);
        }
        isChanged |= !isOrdered(extensions);
        extensions.sort(KeyOrder.YAML);
        for (String key : extensions) {
            Node before = Objects.requireNonNull(mapping.get(key));
            Node value = any(before);
            isChanged |= value != before;
            ordered.put(key, value);
        }
        return isChanged ? ordered : mapping;
    }

    private static Node value(Node node, Form form) {
        Shape shape = form.shape();
        return switch (form.kind()) {
            case SHAPE, VALUE -> shape != null && node instanceof Mapping mapping ? shape(mapping, shape) : any(node);
            case LIST_OF_SHAPES -> node instanceof Sequence sequence ? list(sequence, shape) : node;
            case SHAPES_BY_NAME, SHAPES_BY_FREE_NAME ->
                node instanceof Mapping mapping ? names(mapping, item -> item(item, shape)) : node;
            case ULIMITS_BY_NAME -> node instanceof Mapping mapping ? names(mapping, limits -> limits) : node;
            case ENV_FILE -> node instanceof Sequence files ? envFiles(files) : node;
            default -> any(node);
        };
    }

    /// A file that has to be there is its path; of any other, all but the format is shown.
    private static Sequence envFiles(Sequence files) {
        Sequence shown = Sequence.from(files);
        for (Node node : files.items()) {
            if (node instanceof Mapping file && file.get("path") instanceof Node path) {
                shown.add(
                        file.isTrue("required")
                                ? path
                                : Mapping.from(file).put("path", path).put("required", false));
            }
        }
        return shown;
    }

    private static Mapping names(Mapping mapping, UnaryOperator<Node> ordering) {
        List<String> names = new ArrayList<>(mapping.entries().keySet());
        boolean isChanged = !isOrdered(names);
        names.sort(KeyOrder.YAML);
        Mapping ordered = Mapping.from(mapping);
        for (String name : names) {
            Node before = Objects.requireNonNull(mapping.get(name));
            Node value = ordering.apply(before);
            isChanged |= value != before;
            ordered.put(name, value);
        }
        return isChanged ? ordered : mapping;
    }

    private static Sequence list(Sequence sequence, @Nullable Shape shape) {
        Sequence ordered = Sequence.from(sequence);
        boolean isChanged = false;
        for (Node item : sequence.items()) {
            Node value = item(item, shape);
            isChanged |= value != item;
            ordered.add(value);
        }
        return isChanged ? ordered : sequence;
    }

    private static Node item(Node node, @Nullable Shape shape) {
        return shape != null && node instanceof Mapping mapping ? shape(mapping, shape) : any(node);
    }

    private static boolean isOrdered(List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            if (KeyOrder.YAML.compare(names.get(i - 1), names.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }
}
