package dev.hauban.compose.shape;

import dev.hauban.compose.shape.Rule.Dictionary;

/// The rules that many attributes share.
final class Vocabulary {
    static final Rule TEXT = Rule.of(Rule.TEXT);
    static final Rule BOOLEAN = Rule.of(Rule.BOOLEAN);
    static final Rule BOOLEAN_OR_TEXT = Rule.of(Rule.BOOLEAN | Rule.TEXT);
    static final Rule NUMBER = Rule.of(Rule.NUMBER);
    static final Rule NUMBER_OR_TEXT = Rule.of(Rule.NUMBER | Rule.TEXT);
    static final Rule INTEGER = Rule.of(Rule.INTEGER);
    static final Rule INTEGER_OR_TEXT = Rule.of(Rule.INTEGER | Rule.TEXT);
    static final Rule NULL = Rule.of(Rule.NULL);
    static final Rule ANY_MAPPING = Rule.of(Rule.MAPPING);

    static final Rule TEXTS = Rule.list(TEXT);
    static final Rule UNIQUE_TEXTS = Rule.uniqueList(TEXT);
    static final Rule TEXT_OR_TEXTS = TEXT.or(UNIQUE_TEXTS);
    static final Rule COMMAND = NULL.or(TEXT).or(TEXTS);
    static final Rule LABEL_FILE = TEXT.or(TEXTS);

    static final Rule PAIRS = Rule.dictionary(new Dictionary(
                    key -> !key.isEmpty(), Rule.of(Rule.TEXT | Rule.NUMBER | Rule.BOOLEAN | Rule.NULL), true, "a name"))
            .or(UNIQUE_TEXTS);
    static final Rule HOSTS = Rule.dictionary(
                    new Dictionary(key -> !key.isEmpty(), TEXT.or(TEXTS), true, "a host name"))
            .or(UNIQUE_TEXTS);
    static final Rule OPTIONS = options(NUMBER_OR_TEXT, false);

    private Vocabulary() {}

    static Rule options(Rule values, boolean strict) {
        return Rule.dictionary(new Dictionary(key -> !key.isEmpty(), values, strict, "a name"));
    }

    static Rule named(String what, Rule values, boolean strict) {
        return Rule.dictionary(new Dictionary(Vocabulary::isName, values, strict, what));
    }

    static boolean isName(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (!isNamePart(key.charAt(i)) && ".-".indexOf(key.charAt(i)) < 0) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    static boolean isLowerCase(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < 'a' || key.charAt(i) > 'z') {
                return false;
            }
        }
        return !key.isEmpty();
    }

    /// The schema's pattern is not anchored: two good characters side by side are enough.
    static boolean hasContainerName(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char first = text.charAt(i);
            char second = text.charAt(i + 1);
            if (first != '_' && isNamePart(first) && (isNamePart(second) || second == '.' || second == '-')) {
                return true;
            }
        }
        return false;
    }

    /// The schema's pattern is not anchored here either.
    static boolean hasPullPolicy(String text) {
        for (String word :
                new String[] {"always", "never", "build", "if_not_present", "missing", "refresh", "daily", "weekly"}) {
            if (text.contains(word)) {
                return true;
            }
        }
        for (int at = text.indexOf("every_"); at >= 0; at = text.indexOf("every_", at + 1)) {
            int digits = at + 6;
            while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
                digits++;
            }
            if (digits > at + 6 && digits < text.length() && "wdhms".indexOf(text.charAt(digits)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
