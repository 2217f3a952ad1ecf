package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Builds the tree of one document from the parser's events: anchors are copied where they are used, merge keys are
/// carried out.
final class TreeBuilder {
    /// Deep enough for any file that is meant, shallow enough for any thread's stack.
    static final int DEPTH_LIMIT = 200;
    /// A document costs more than a value.
    static final int VALUES_OF_DOCUMENT = 20;
    /// The budget is asked for so many values at once.
    private static final int PORTION = 1_000;

    private static final Pattern OTHER_DIRECTIVE = Pattern.compile("^%(?!(?:YAML|TAG)\\s)", Pattern.MULTILINE);
    private static final String LONG_TAG = "tag:yaml.org,2002:";

    /// Nothing more is to be had from this text, and why has been told.
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException() {
            super(null, null, false, false);
        }
    }

    private final Source source;
    private final Problems problems;
    private final boolean hasHoles;
    private final Parser parser;
    private final String text;
    private final Offsets offsets;
    private final @Nullable Tabs tabs;
    private final BracketTexts bracketTexts;
    private final Escapes escapes;
    private final LineEnds lineEnds;
    private final Map<String, Node> anchors = new HashMap<>();
    private final AliasPaths aliasPaths;
    private final RecentTexts recentTexts = new RecentTexts();
    private @Nullable Event last;
    private boolean isTagged;
    private int depth;
    private boolean hasResets;
    private int portion = PORTION;

    /// @param hasHoles whether something has been left out of the text; anchors, for instance
    /// @param written the text before other ends of lines became line feeds
    TreeBuilder(
            Source source, Problems problems, boolean hasHoles, String text, String written, LoadSettings settings) {
        this.source = source;
        this.problems = problems;
        this.hasHoles = hasHoles;
        this.aliasPaths = new AliasPaths(text);
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
        this.tabs = Tabs.of(text);
        this.text = text;
        this.offsets = new Offsets(text);
        this.bracketTexts = new BracketTexts(text, offsets);
        this.escapes = new Escapes(text, offsets);
        this.lineEnds = new LineEnds(text, written, offsets, settings);
    }

    /// Adds the documents of the text.
    void addAll(List<Node> documents) {
        Event event = null;
        while (parser.hasNext()) {
            Event before = event;
            event = next();
            if (event instanceof DocumentStartEvent start) {
                refuseOtherVersions(start);
                refuseOtherDirectives(before, start);
                problems.budget().takeValues(VALUES_OF_DOCUMENT, place(start));
                documents.add(document());
            }
        }
        if (event != null) {
            take(event);
        }
    }

    /// What the parser gave last, before it got stuck.
    @Nullable
    Event last() {
        return last;
    }

    private Event next() {
        Event event = parser.next();
        last = event;
        if (tabs != null) {
            tabs.see(event, this::refuseTab);
        }
        String refusal = bracketTexts.refusal(event);
        if (refusal != null) {
            refuse(event, refusal, "put the text in quotes, or a space behind the colon");
        }
        if (escapes.areRefused(event)) {
            refuse(event, Escapes.UNKNOWN, Escapes.UNKNOWN_REMEDY);
        }
        if (event instanceof NodeEvent && --portion == 0) {
            take(event);
        }
        return event;
    }

    private void take(Event event) {
        problems.budget().takeValues(PORTION - portion, place(event));
        portion = PORTION;
    }

    /// go-yaml knows YAML 1.1 by name only; `%YAML 1.2` is a document that it doesn't take.
    private void refuseOtherVersions(DocumentStartEvent start) {
        start.getSpecVersion().ifPresent(version -> {
            if (version.getMajor() != 1 || version.getMinor() != 1) {
                refuse(
                        start,
                        "%YAML " + version.getRepresentation() + " is not a version that Docker Compose reads",
                        "remove the line");
            }
        });
    }

    private void refuseOtherDirectives(@Nullable Event before, DocumentStartEvent start) {
        int from = before == null ? 0 : offsets.of(before.getEndMark().orElseThrow());
        int to = offsets.of(start.getEndMark().orElseThrow());
        if (OTHER_DIRECTIVE.matcher(text).region(from, to).find()) {
            refuse(start, "in front of this document is a directive that Docker Compose doesn't read", "remove it");
        }
    }

    private Node document() {
        anchors.clear();
        aliasPaths.clear();
        isTagged = false;
        Event first = next();
        Node root = node(first);
        if (root != null) {
            if (isTagged) {
                root.tagged();
            }
            return root;
        }
        Mark mark = mark(first);
        var torn = new Mapping(source, mark.getLine() + 1, mark.getColumn() + 1);
        torn.tear();
        return torn;
    }

    /// The value, or null after it was told that it makes no sense.
    private @Nullable Node node(Event event) {
        if (event instanceof ScalarEvent scalar) {
            Node node = scalar(scalar);
            return node == null ? null : anchored(scalar, node);
        }
        if (event instanceof CollectionStartEvent collection) {
            return anchored(collection, collection(collection));
        }
        if (event instanceof AliasEvent alias) {
            return alias(alias);
        }
        // The parser has let a bracket pass that closes nothing.
        refuse(event, "something ends here that has not begun", "remove the bracket, or put the text in quotes");
        throw new RefusedException();
    }

    private Node anchored(NodeEvent event, Node node) {
        if (event.getAnchor().isPresent()) {
            String name = event.getAnchor().get().getValue();
            refuseOddName(event, name);
            anchors.put(name, node);
            aliasPaths.forget(name);
        }
        return node;
    }

    private @Nullable Node alias(AliasEvent event) {
        String name = event.getAlias().getValue();
        refuseOddName(event, name);
        Node anchor = anchors.get(name);
        if (anchor == null) {
            if (!hasHoles) {
                refuseAlias(event, name);
            }
            return null;
        }
        if (aliasPaths.isTakenForCycle(name)) {
            refuse(
                    event,
                    "the alias `*" + Legible.of(name) + "` is used at a key and below a key that begins like it, "
                            + "which Docker Compose takes for a circle",
                    "write the value out in one of the two places");
            return null;
        }
        problems.budget().takeCopies(anchor.size() + aliasPaths.weight(), place(event));
        Node copy = anchor.copy();
        copy.keyAt(0, 0);
        if (hasResets) {
            dropResets(copy);
        }
        return copy;
    }

    /// What is reset inside an anchor is reset where the anchor is, and not there where it is used.
    private static void dropResets(Node node) {
        if (node instanceof Mapping mapping) {
            mapping.entries().values().removeIf(value -> value.mark() == Node.Mark.RESET);
            mapping.entries().values().forEach(TreeBuilder::dropReset);
        } else if (node instanceof Sequence sequence) {
            sequence.items().removeIf(item -> item.mark() == Node.Mark.RESET);
            sequence.items().forEach(TreeBuilder::dropReset);
        }
    }

    private static void dropReset(Node node) {
        if (node.mark() == Node.Mark.UNCOVERED) {
            node.mark(Node.Mark.NONE);
        }
        dropResets(node);
    }

    /// YAML 1.2 allows more.
    private void refuseOddName(Event event, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (!plain) {
                refuse(
                        event,
                        "`" + Legible.of(name) + "` can't be the name of an anchor",
                        "use the letters a to z, digits, dashes and underscores");
                return;
            }
        }
    }

    private void refuseAlias(AliasEvent event, String name) {
        String nearest = problems.nearest(name, anchors.keySet());
        refuse(
                event,
                "the alias `*" + Legible.of(name) + "` has no anchor before it that is complete: "
                        + "it is misspelt, or it contains itself",
                nearest == null
                        ? "put `&" + Legible.of(name) + "` in front of the value that is meant"
                        : "did you mean `*" + Legible.of(nearest) + "`?");
    }

    private Node collection(CollectionStartEvent event) {
        if (++depth > DEPTH_LIMIT) {
            refuse(event, "this is nested more than " + DEPTH_LIMIT + " levels deep", "nest it less");
            throw new RefusedException();
        }
        // An anchor that is still open hides one of the same name: an alias inside would contain itself.
        event.getAnchor().ifPresent(anchor -> anchors.remove(anchor.getValue()));
        Node node = event instanceof MappingStartEvent ? mapping(event) : sequence(event);
        mark(node, event.getTag());
        depth--;
        return node;
    }

    private Node mapping(CollectionStartEvent start) {
        Event first = next();
        return bracketTexts.isText(start, first) ? textWithColon((ScalarEvent) first) : mapping(start, first);
    }

    private Scalar textWithColon(ScalarEvent event) {
        next();
        next();
        Mark mark = mark(event);
        return new Scalar(source, mark.getLine() + 1, mark.getColumn() + 1, lineEnds.value(event) + ":");
    }

    private Sequence sequence(CollectionStartEvent start) {
        Mark mark = mark(start);
        var sequence = new Sequence(source, mark.getLine() + 1, mark.getColumn() + 1);
        boolean isSettled = true;
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            aliasPaths.enter(sequence.items().size());
            Node item = node(event);
            if (item == null) {
                sequence.tear();
            } else {
                sequence.add(item);
                isSettled &= item.isSettled();
            }
            aliasPaths.leave();
        }
        if (isSettled) {
            sequence.settle();
        }
        return sequence;
    }

    private Mapping mapping(CollectionStartEvent start, Event first) {
        Mark mark = mark(start);
        var mapping = new Mapping(source, mark.getLine() + 1, mark.getColumn() + 1);
        List<Node> merged = null;
        boolean isSettled = true;
        for (Event event = first; event.getEventId() != Event.ID.MappingEnd; event = next()) {
            if (isMerge(event)) {
                merged = withMerged(event, merged, mapping);
            } else {
                isSettled &= entry(mapping, event);
            }
        }
        if (merged != null) {
            merged.forEach(node -> merge(mapping, node));
        } else if (isSettled) {
            mapping.settle();
        }
        return mapping;
    }

    private List<Node> withMerged(Event event, @Nullable List<Node> earlier, Mapping mapping) {
        List<Node> merged = earlier;
        if (merged == null) {
            merged = new ArrayList<>(1);
        } else {
            refuse(event, "the key `<<` is already there", "it takes a list: `<<: [*one, *two]`");
        }
        Node node = node(next());
        if (node == null) {
            mapping.tear();
        } else if (node.mark() != Node.Mark.RESET) {
            merged.add(node);
        }
        return merged;
    }

    /// Whether the value is settled.
    private boolean entry(Mapping mapping, Event event) {
        String key = key(event);
        aliasPaths.enter(key == null ? "" : key);
        Node value = node(next());
        aliasPaths.leave();
        if (key == null) {
            mapping.tear();
            return true;
        }
        Node earlier = mapping.get(key);
        if (earlier != null) {
            refuse(
                    event,
                    "the key `" + Legible.of(key) + "` is already there, in line "
                            + earlier.keyPlace().line(),
                    "remove one of them");
        } else if (value == null) {
            mapping.lose(key);
        } else {
            Mark at = mark(event);
            value.keyAt(at.getLine() + 1, at.getColumn() + 1);
            mapping.put(key, value);
        }
        return value == null || value.isSettled();
    }

    /// The key, or null if it is none.
    private @Nullable String key(Event event) {
        if (bracketTexts.keepsColon(event)) {
            return lineEnds.value((ScalarEvent) event) + ":";
        }
        if (event instanceof ScalarEvent scalar
                && scalar.getTag().isEmpty()
                && scalar.getAnchor().isEmpty()
                && (!scalar.isPlain() || ScalarRules.resolve(scalar.getValue()) instanceof String)) {
            return recentTexts.of(lineEnds.value(scalar));
        }
        Node key = node(event);
        if (key instanceof Scalar scalar && scalar.value() instanceof String text) {
            return text;
        }
        if (key != null) {
            String shown = key.isNull() ? "" : ", and " + Legible.of(key) + " is " + key.kindName();
            refuse(event, "a key has to be a string" + shown, key.isNull() ? "write a key" : "put it in quotes");
        }
        return null;
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().equals("<<")
                && scalar.getTag()
                        .map(tag -> tag.equals("!") || tag.equals(LONG_TAG + "merge"))
                        .orElse(true);
    }

    /// The mapping's own keys win over merged ones, and earlier merged ones over later ones.
    private void merge(Mapping into, Node merged) {
        switch (merged) {
            case Mapping mapping -> {
                mapping.entries().forEach((key, value) -> mergeEntry(into, key, value));
                into.loseLike(mapping);
            }
            case Sequence sequence -> {
                for (Node item : sequence.items()) {
                    if (item instanceof Mapping) {
                        merge(into, item);
                    } else {
                        refuseMerged(into, item);
                    }
                }
                if (sequence.isTorn()) {
                    into.tear();
                }
            }
            case Scalar scalar -> refuseMerged(into, scalar);
        }
    }

    /// Docker Compose takes out what is tagged `!reset` before it looks at merge keys, so that what they bring is there
    /// again; and it heeds the tags of what they bring also where the mapping has a value of its own.
    private static void mergeEntry(Mapping into, String key, Node merged) {
        Node own = into.get(key);
        if (own == null) {
            into.add(key, merged);
        } else if (own.mark() == Node.Mark.RESET) {
            into.put(key, merged);
            if (merged.mark() == Node.Mark.NONE) {
                merged.mark(Node.Mark.UNCOVERED);
            }
        } else if (own.mark() == Node.Mark.NONE && merged.mark() != Node.Mark.NONE) {
            own.mark(merged.mark() == Node.Mark.RESET ? Node.Mark.UNCOVERED : merged.mark());
        }
    }

    private void refuseMerged(Mapping into, Node merged) {
        into.tear();
        tell(
                merged.place(),
                "`<<` takes a mapping or a list of mappings, not " + merged.kindName(),
                "write it as in `<<: *base`");
    }

    private @Nullable Scalar scalar(ScalarEvent event) {
        Mark mark = mark(event);
        Object value;
        try {
            value = value(event, lineEnds.value(event));
        } catch (UnfitException unfit) {
            refuse(event, unfit.message(), "write a value that fits, or remove the tag");
            return null;
        }
        String text = value instanceof String string ? recentTexts.of(string) : null;
        var scalar = new Scalar(source, mark.getLine() + 1, mark.getColumn() + 1, text == null ? value : text);
        if (text == null || text.indexOf('$') < 0) {
            scalar.settle();
        }
        mark(scalar, event.getTag());
        return scalar;
    }

    private static @Nullable Object value(ScalarEvent event, String text) throws UnfitException {
        Optional<String> tag = event.getTag();
        if (tag.isEmpty() || tag.get().equals("!")) {
            return event.isPlain() ? ScalarRules.resolve(text) : text;
        }
        return tag.get().startsWith(LONG_TAG) ? tagged(tag.get().substring(LONG_TAG.length()), text) : text;
    }

    /// A value is not what its tag says.
    private static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message, null, false, false);
        }

        String message() {
            return String.valueOf(getMessage());
        }
    }

    private static @Nullable Object tagged(String tag, String text) throws UnfitException {
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
            throw new UnfitException("`" + Legible.of(text) + "` is not a !!" + tag);
        }
        if (tag.equals("binary")) {
            return binary(text);
        }
        return tag.equals("float") && resolved instanceof Long whole ? (Object) whole.doubleValue() : resolved;
    }

    private static String binary(String text) throws UnfitException {
        try {
            String line = text.replace("\r", "").replace("\n", "");
            if (line.length() % 4 != 0) {
                throw new UnfitException("the value of !!binary is not base64");
            }
            return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new UnfitException("the value of !!binary is not base64");
        }
    }

    private void mark(Node node, Optional<String> tag) {
        if (tag.isPresent()) {
            Node.Mark mark = switch (tag.get()) {
                case "!reset" -> Node.Mark.RESET;
                case "!override" -> Node.Mark.OVERRIDE;
                default -> Node.Mark.NONE;
            };
            node.mark(mark);
            isTagged |= mark != Node.Mark.NONE;
            hasResets |= mark == Node.Mark.RESET;
        }
    }

    private static Mark mark(Event event) {
        return event.getStartMark().orElseThrow();
    }

    private void refuse(Event event, String message, String remedy) {
        tell(place(event), message, remedy);
    }

    private Place place(Event event) {
        Mark mark = mark(event);
        return new Place(source.name(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void refuseTab(int line) {
        tell(new Place(source.name(), line + 1, 1), Malformation.TAB, Malformation.TAB_REMEDY);
    }

    private void tell(Place place, String message, String remedy) {
        problems.add(
                Problem.error("compose.yaml", Actor.AUTHOR, message).at(place).remedy(remedy));
    }
}
