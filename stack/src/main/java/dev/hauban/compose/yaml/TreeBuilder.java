package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Place;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/// Builds the tree of one document from the parser's events: anchors are copied where they are used, merge keys are
/// carried out.
final class TreeBuilder {
    /// Deep enough for any file that is meant, shallow enough for any thread's stack.
    static final int DEPTH_LIMIT = 200;
    /// Values that aliases may add. Honest files stay under a thousand; a bomb of ten lines wants millions.
    static final int COPY_LIMIT = 400_000;

    private static final String LONG_TAG = "tag:yaml.org,2002:";

    /// What YAML allows and we don't.
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        RefusedException(String message, Place place) {
            super(message);
            this.place = place;
        }

        Place place() {
            return place;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private final Source source;
    private final Parser parser;
    private final Map<String, Node> anchors = new HashMap<>();
    private final AliasPaths aliasPaths = new AliasPaths();
    private int depth;
    private int copies;

    TreeBuilder(Source source, Parser parser) {
        this.source = source;
        this.parser = parser;
    }

    Node document() {
        anchors.clear();
        aliasPaths.clear();
        return node(parser.next());
    }

    private Node node(Event event) {
        if (event instanceof ScalarEvent scalar) {
            return anchored(scalar, scalar(scalar));
        }
        if (event instanceof CollectionStartEvent collection) {
            return anchored(collection, collection(collection));
        }
        return alias((AliasEvent) event);
    }

    private Node anchored(NodeEvent event, Node node) {
        if (event.getAnchor().isPresent()) {
            String name = event.getAnchor().get().getValue();
            anchors.put(name, node.copy());
            aliasPaths.forget(name);
        }
        return node;
    }

    private Node alias(AliasEvent event) {
        String name = event.getAlias().getValue();
        Node anchor = anchors.get(name);
        if (anchor == null) {
            throw refused(
                    event,
                    "the alias `*" + name + "` has no anchor before it that is complete: "
                            + "it is misspelt, or it contains itself");
        }
        if (aliasPaths.isTakenForCycle(name)) {
            throw refused(
                    event,
                    "the alias `*" + name + "` is used at a key and below a key that begins like it, "
                            + "which Docker Compose takes for a circle");
        }
        copies += size(anchor);
        if (copies > COPY_LIMIT) {
            throw refused(event, "this document contains excessive aliasing");
        }
        return anchor.copy();
    }

    private int size(Node node) {
        return switch (node) {
            case Scalar _ -> 1;
            case Sequence sequence -> {
                int sum = 1;
                for (Node item : sequence.items()) {
                    sum += size(item);
                }
                yield sum;
            }
            case Mapping mapping -> {
                int sum = 1;
                for (Node value : mapping.entries().values()) {
                    sum += size(value);
                }
                yield sum;
            }
        };
    }

    private Node collection(CollectionStartEvent event) {
        if (++depth > DEPTH_LIMIT) {
            throw refused(event, "this is nested more than " + DEPTH_LIMIT + " levels deep");
        }
        // An anchor that is still open hides one of the same name: an alias inside would contain itself.
        event.getAnchor().ifPresent(anchor -> anchors.remove(anchor.getValue()));
        Node node = event instanceof MappingStartEvent ? mapping(event) : sequence(event);
        mark(node, event.getTag());
        depth--;
        return node;
    }

    private Sequence sequence(CollectionStartEvent start) {
        Mark mark = mark(start);
        var sequence = new Sequence(source, mark.getLine() + 1, mark.getColumn() + 1);
        for (Event event = parser.next(); event.getEventId() != Event.ID.SequenceEnd; event = parser.next()) {
            aliasPaths.enter(Integer.toString(sequence.items().size()));
            sequence.add(node(event));
            aliasPaths.leave();
        }
        return sequence;
    }

    private Mapping mapping(CollectionStartEvent start) {
        Mark mark = mark(start);
        var mapping = new Mapping(source, mark.getLine() + 1, mark.getColumn() + 1);
        Node merged = null;
        for (Event event = parser.next(); event.getEventId() != Event.ID.MappingEnd; event = parser.next()) {
            if (isMerge(event)) {
                refuseSecondMerge(event, merged);
                merged = node(parser.next());
            } else {
                entry(mapping, event);
            }
        }
        if (merged != null) {
            merge(mapping, merged);
        }
        return mapping;
    }

    private void entry(Mapping mapping, Event event) {
        String key = key(event);
        aliasPaths.enter(key);
        Node value = node(parser.next());
        aliasPaths.leave();
        Mark at = mark(event);
        value.keyAt(at.getLine() + 1, at.getColumn() + 1);
        Node earlier = mapping.get(key);
        if (earlier != null) {
            throw refused(
                    event,
                    "the key `" + key + "` is already there, in line "
                            + earlier.keyPlace().line());
        }
        mapping.put(key, value);
    }

    private String key(Event event) {
        Node key = node(event);
        if (key instanceof Scalar scalar && scalar.value() instanceof String text) {
            return text;
        }
        throw refused(event, "a key has to be a string, and " + key + " is " + key.kindName() + ": put it in quotes");
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<")
                && scalar.getTag()
                        .map(tag -> tag.equals("!") || tag.equals(LONG_TAG + "merge"))
                        .orElse(true);
    }

    private void refuseSecondMerge(Event event, @Nullable Node merged) {
        if (merged != null) {
            throw refused(event, "the key `<<` is already there; it takes a list: `<<: [*one, *two]`");
        }
    }

    /// The mapping's own keys win over merged ones, and earlier merged ones over later ones.
    private void merge(Mapping into, Node merged) {
        switch (merged) {
            case Mapping mapping ->
                mapping.entries().forEach((key, value) -> into.entries().putIfAbsent(key, value));
            case Sequence sequence -> {
                for (Node item : sequence.items()) {
                    if (!(item instanceof Mapping)) {
                        throw new RefusedException("`<<` takes a mapping or a list of mappings", item.place());
                    }
                    merge(into, item);
                }
            }
            case Scalar scalar ->
                throw new RefusedException("`<<` takes a mapping or a list of mappings", scalar.place());
        }
    }

    private Scalar scalar(ScalarEvent event) {
        Mark mark = mark(event);
        var scalar = new Scalar(source, mark.getLine() + 1, mark.getColumn() + 1, value(event));
        mark(scalar, event.getTag());
        return scalar;
    }

    private @Nullable Object value(ScalarEvent event) {
        Optional<String> tag = event.getTag();
        String text = event.getValue();
        if (tag.isEmpty() || tag.get().equals("!")) {
            return event.isPlain() ? ScalarRules.resolve(text) : text;
        }
        return tag.get().startsWith(LONG_TAG) ? tagged(event, tag.get().substring(LONG_TAG.length()), text) : text;
    }

    private @Nullable Object tagged(ScalarEvent event, String tag, String text) {
        Object resolved = ScalarRules.resolve(text);
        boolean fits = switch (tag) {
            case "null" -> resolved == null;
            case "bool" -> resolved instanceof Boolean;
            case "int" -> resolved instanceof Long || resolved instanceof BigInteger;
            case "float" -> resolved instanceof Double || resolved instanceof Long;
            case "timestamp" -> resolved instanceof Scalar.Timestamp;
            case "binary" -> true;
            default -> {
                resolved = text;
                yield true;
            }
        };
        if (!fits) {
            throw refused(event, "`" + text + "` is not a !!" + tag);
        }
        if (tag.equals("binary")) {
            return binary(event, text);
        }
        return tag.equals("float") && resolved instanceof Long whole ? (Object) whole.doubleValue() : resolved;
    }

    private String binary(ScalarEvent event, String text) {
        try {
            return new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw refused(event, "the value of !!binary is not base64");
        }
    }

    private static void mark(Node node, Optional<String> tag) {
        if (tag.isPresent()) {
            node.mark(
                    switch (tag.get()) {
                        case "!reset" -> Node.Mark.RESET;
                        case "!override" -> Node.Mark.OVERRIDE;
                        default -> Node.Mark.NONE;
                    });
        }
    }

    private static Mark mark(Event event) {
        return event.getStartMark().orElseThrow();
    }

    private RefusedException refused(Event event, String message) {
        Mark mark = mark(event);
        return new RefusedException(message, new Place(source.name(), mark.getLine() + 1, mark.getColumn() + 1));
    }
}
