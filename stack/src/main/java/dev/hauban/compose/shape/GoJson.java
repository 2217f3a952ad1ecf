package dev.hauban.compose.shape;

import dev.hauban.compose.shape.Shape.Attribute;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The canonical document as JSON, in two dialects: the one that people are shown, and, for the config-hash, Go's
/// encoding of Docker Compose's types, which leaves `x-` keys out and writes some names with capitals.
public final class GoJson {
    private static final BigDecimal SMALLEST_PLAIN = new BigDecimal("1e-6");
    /// Up to here a double holds every whole number.
    private static final BigDecimal LARGEST_PLAIN = BigDecimal.valueOf(1L << 53);

    private final boolean forHash;

    private GoJson(boolean forHash) {
        this.forHash = forHash;
    }

    /// The whole project. Go makes it of a map, so what stands at the top is in the order of its names.
    public static Json.Members project(Mapping project) {
        Json.Members whole = new GoJson(false).shape(project, ComposeShapes.PROJECT);
        MembersBuilder ordered = Json.object();
        new TreeMap<>(whole.values()).forEach(ordered::with);
        return ordered.build();
    }

    /// One service of it.
    public static Json.Members service(Mapping service) {
        return new GoJson(false).shape(service, ServiceShapes.SERVICE);
    }

    /// One network of it.
    public static Json.Members network(Mapping network) {
        return new GoJson(false).shape(network, ComposeShapes.NETWORK);
    }

    /// One volume of it.
    public static Json.Members volume(Mapping volume) {
        return new GoJson(false).shape(volume, ComposeShapes.VOLUME);
    }

    /// What Docker Compose takes the hash of a service of.
    public static Json.Members serviceForHash(Mapping service) {
        return forHash(service, ServiceShapes.SERVICE);
    }

    /// What Docker Compose takes the hash of a network of.
    public static Json.Members networkForHash(Mapping network) {
        return forHash(network, ComposeShapes.NETWORK);
    }

    /// What Docker Compose takes the hash of a volume of.
    public static Json.Members volumeForHash(Mapping volume) {
        return forHash(volume, ComposeShapes.VOLUME);
    }

    private static Json.Members forHash(Mapping mapping, Shape shape) {
        return new GoJson(true).shape(mapping, shape);
    }

    /// Any tree, as it is.
    public static Json any(Node node) {
        if (node instanceof Scalar scalar) {
            return scalar(scalar.value());
        }
        if (node instanceof Sequence sequence) {
            List<Json> items = new ArrayList<>(sequence.items().size());
            sequence.items().forEach(item -> items.add(any(item)));
            return new Json.Array(items);
        }
        MembersBuilder members = Json.object();
        ((Mapping) node).entries().forEach((key, value) -> members.with(key, any(value)));
        return members.build();
    }

    /// A model that is no project. To Go, a list without items is nothing.
    ///
    /// @param lists where it is a list all the same
    public static Json model(Node node, @Nullable Rules<?> lists) {
        if (node instanceof Sequence sequence) {
            if (sequence.isEmpty()) {
                return lists != null && lists.rule() != null ? new Json.Array(List.of()) : Json.none();
            }
            Rules<?> below = lists == null ? null : lists.underItem();
            List<Json> items = new ArrayList<>(sequence.items().size());
            sequence.items().forEach(item -> items.add(model(item, below)));
            return new Json.Array(items);
        }
        if (!(node instanceof Mapping mapping)) {
            return any(node);
        }
        MembersBuilder members = Json.object();
        mapping.entries()
                .forEach((key, value) -> members.with(key, model(value, lists == null ? null : lists.under(key))));
        return members.build();
    }

    private static Json scalar(@Nullable Object value) {
        if (value == null) {
            return Json.none();
        }
        if (value instanceof Boolean flag) {
            return Json.bool(flag);
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return new Json.Number(value.toString());
        }
        return value instanceof Float || value instanceof Double
                ? number(value.toString())
                : Json.text(value.toString());
    }

    /// The shortest digits that mean the number, as Go writes them; with an exponent where the digits before the point
    /// would be made up. JSON has no word for the infinite: a number that no double holds is read as that.
    private static Json number(String shortest) {
        if (shortest.equals("NaN")) {
            return Json.text(shortest);
        }
        if (shortest.endsWith("Infinity")) {
            return new Json.Number(shortest.replace("Infinity", "1e999"));
        }
        var exact = new BigDecimal(shortest).stripTrailingZeros();
        BigDecimal size = exact.abs();
        boolean isPlain =
                size.signum() == 0 || size.compareTo(SMALLEST_PLAIN) >= 0 && size.compareTo(LARGEST_PLAIN) <= 0;
        if (isPlain) {
            return new Json.Number(exact.signum() == 0 ? "0" : exact.toPlainString());
        }
        int exponent = exact.precision() - exact.scale() - 1;
        String digits = exact.unscaledValue().toString();
        int first = exact.signum() < 0 ? 2 : 1;
        String mantissa =
                digits.length() == first ? digits : digits.substring(0, first) + "." + digits.substring(first);
        return new Json.Number(mantissa + (exponent < 0 ? "e" : "e+") + exponent);
    }

    private Json.Members shape(Mapping mapping, Shape shape) {
        MembersBuilder members = Json.object();
        for (Attribute attribute : shape.attributes()) {
            Node value = mapping.get(attribute.key());
            Json json = value == null ? absent(attribute) : value(value, attribute.form());
            if (json != null) {
                members.with(forHash ? attribute.goName() : attribute.key(), json);
            }
        }
        if (!forHash) {
            mapping.entries().forEach((key, value) -> {
                if (shape.attribute(key) == null) {
                    members.with(key, any(value));
                }
            });
        }
        return members.build();
    }

    /// What Go writes for a value that is not there and that its types can't leave out.
    private @Nullable Json absent(Attribute attribute) {
        return switch (attribute.form().kind()) {
            case COMMAND -> new Json.Null();
            case VALUE ->
                attribute.form().shape() == null
                        ? null
                        : shape(EMPTY, attribute.form().shape());
            default -> null;
        };
    }

    private static final Mapping EMPTY = new Mapping(new dev.hauban.compose.tree.Source("-", "-"), 1, 1);

    private Json value(Node node, Form form) {
        Shape shape = form.shape();
        return switch (form.kind()) {
            case SHAPE, VALUE -> shape != null && node instanceof Mapping mapping ? shape(mapping, shape) : any(node);
            case LIST_OF_SHAPES -> list(node, shape);
            case ENV_FILE -> envFiles(node);
            case SHAPES_BY_NAME, SHAPES_BY_FREE_NAME -> byName(node, shape);
            case ULIMITS_BY_NAME -> forHash ? ulimits(node) : any(node);
            default -> any(node);
        };
    }

    private Json list(Node node, @Nullable Shape shape) {
        List<Json> items = new ArrayList<>();
        for (Node item : ((Sequence) node).items()) {
            items.add(shape != null && item instanceof Mapping mapping ? shape(mapping, shape) : any(item));
        }
        return new Json.Array(items);
    }

    private Json byName(Node node, @Nullable Shape shape) {
        MembersBuilder members = Json.object();
        for (Map.Entry<String, Node> entry : ((Mapping) node).entries().entrySet()) {
            Node value = entry.getValue();
            members.with(
                    entry.getKey(),
                    shape != null && value instanceof Mapping mapping ? shape(mapping, shape) : any(value));
        }
        return members.build();
    }

    /// A file that has to be there is written as its path alone.
    private Json envFiles(Node node) {
        List<Json> items = new ArrayList<>();
        for (Node item : ((Sequence) node).items()) {
            Mapping file = (Mapping) item;
            Node path = file.get("path");
            items.add(file.isTrue("required") && path != null ? any(path) : any(file));
        }
        return new Json.Array(items);
    }

    /// Go leaves out a limit of zero.
    private static Json ulimits(Node node) {
        MembersBuilder members = Json.object();
        ((Mapping) node).entries().forEach((name, limit) -> {
            if (limit instanceof Mapping both) {
                MembersBuilder ends = Json.object();
                both.entries().forEach((end, value) -> {
                    if (!Long.valueOf(0).equals(both.value(end))) {
                        ends.with(end, any(value));
                    }
                });
                members.with(name, ends.build());
            } else {
                members.with(name, any(limit));
            }
        });
        return members.build();
    }
}
