package dev.hauban.compose.shape;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the specification allows a value to be.
///
/// @param kinds bits of [Kind]
/// @param words the only strings that are allowed, if that is so
/// @param pattern what a string has to look like
/// @param range what a whole number has to be in
/// @param content what is inside a list or a mapping
record Rule(
        int kinds,
        List<String> words,
        @Nullable Pattern pattern,
        @Nullable Range range,
        Content content) {

    /// The kinds of JSON Schema, as bits.
    static final int TEXT = 1;
    static final int BOOLEAN = 2;
    static final int INTEGER = 4;
    static final int NUMBER = 8 | INTEGER;
    static final int NULL = 16;
    static final int MAPPING = 32;
    static final int LIST = 64;

    record Range(long lowest, long highest) {}

    /// What a string has to look like, and how one that does is written.
    record Pattern(Predicate<String> test, String remedy) {}

    /// What is inside.
    ///
    /// @param items the rule for each item of a list
    /// @param unique whether no item may be there twice
    /// @param shape the attributes of a mapping
    /// @param dictionary the rule for the values of a mapping whose keys are free
    record Content(
            @Nullable Rule items,
            boolean unique,
            @Nullable Shape shape,
            @Nullable Dictionary dictionary) {
        static final Content NONE = new Content(null, false, null, null);
    }

    /// A mapping whose keys are free.
    ///
    /// @param keys which keys the rule is for
    /// @param strict whether other keys are refused rather than let pass
    /// @param keyName what a key is, for messages
    record Dictionary(Predicate<String> keys, Rule values, boolean strict, String keyName) {}

    static Rule of(int kinds) {
        return new Rule(kinds, List.of(), null, null, Content.NONE);
    }

    static Rule words(String... words) {
        return new Rule(TEXT, List.of(words), null, null, Content.NONE);
    }

    static Rule list(Rule items) {
        return new Rule(LIST, List.of(), null, null, new Content(items, false, null, null));
    }

    static Rule uniqueList(Rule items) {
        return new Rule(LIST, List.of(), null, null, new Content(items, true, null, null));
    }

    static Rule shape(Shape shape) {
        return new Rule(MAPPING, List.of(), null, null, new Content(null, false, shape, null));
    }

    static Rule dictionary(Dictionary dictionary) {
        return new Rule(MAPPING, List.of(), null, null, new Content(null, false, null, dictionary));
    }

    Rule pattern(Predicate<String> test, String remedy) {
        return new Rule(kinds, words, new Pattern(test, remedy), range, content);
    }

    Rule range(long lowest, long highest) {
        return new Rule(kinds, words, pattern, new Range(lowest, highest), content);
    }

    /// Also another kind, which has no rules of its own or has what this one lacks.
    Rule or(Rule other) {
        Content both = new Content(
                content.items == null ? other.content.items : content.items,
                content.unique || other.content.unique,
                content.shape == null ? other.content.shape : content.shape,
                content.dictionary == null ? other.content.dictionary : content.dictionary);
        return new Rule(
                kinds | other.kinds,
                words.isEmpty() ? other.words : words,
                pattern == null ? other.pattern : pattern,
                range == null ? other.range : range,
                both);
    }

    /// Whether a single value needs no more than to be of a kind that is allowed.
    boolean isPlain() {
        return words.isEmpty() && pattern == null && range == null;
    }

    boolean allows(int kind) {
        return (kinds & kind) != 0;
    }

    /// `a string or a list`, for messages.
    String wanted() {
        var text = new StringBuilder();
        add(text, TEXT, "a string");
        add(text, BOOLEAN, "true or false");
        if ((kinds & 8) != 0) {
            add(text, 8, "a number");
        } else {
            add(text, INTEGER, "a whole number");
        }
        add(text, MAPPING, "a mapping");
        add(text, LIST, "a list");
        return text.toString();
    }

    private void add(StringBuilder text, int kind, String name) {
        if (allows(kind)) {
            text.append(text.isEmpty() ? "" : " or ").append(name);
        }
    }
}
