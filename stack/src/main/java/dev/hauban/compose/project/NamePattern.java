package dev.hauban.compose.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// A name as somebody asks for it: `*` stands for any letters, `?` for one, `[a-c]` for one of these, `[^a-c]` for one
/// of all others, and a backslash takes these meanings away.
final class NamePattern {
    /// Any number of letters.
    private static final IntPredicate ANY = _ -> true;

    private final String text;
    private final List<IntPredicate> parts = new ArrayList<>();
    private boolean isTorn;
    private int at;

    private NamePattern(String text) {
        this.text = text;
        while (at < text.length() && !isTorn) {
            parts.add(part());
        }
    }

    static NamePattern of(String text) {
        return new NamePattern(text);
    }

    /// Whether a name is meant. None is where the pattern is torn.
    boolean matches(String name) {
        int part = 0;
        int letter = 0;
        int star = -1;
        int behindStar = 0;
        while (letter < name.length() && !isTorn) {
            if (part < parts.size() && parts.get(part) == ANY) {
                star = part++;
                behindStar = letter;
            } else if (part < parts.size() && parts.get(part).test(name.charAt(letter))) {
                part++;
                letter++;
            } else if (star >= 0) {
                part = star + 1;
                letter = ++behindStar;
            } else {
                return false;
            }
        }
        while (part < parts.size() && parts.get(part) == ANY) {
            part++;
        }
        return !isTorn && part == parts.size();
    }

    private IntPredicate part() {
        char first = text.charAt(at++);
        return switch (first) {
            case '*' -> ANY;
            case '?' -> _ -> true;
            case '[' -> oneOf();
            case '\\' -> is(escaped());
            default -> is(first);
        };
    }

    private static IntPredicate is(char letter) {
        return other -> other == letter;
    }

    private IntPredicate oneOf() {
        boolean isNegated = isNext('^');
        if (isNegated) {
            at++;
        }
        IntPredicate any = range();
        while (!isTorn && !isNext(']')) {
            any = any.or(range());
        }
        at++;
        return isNegated ? any.negate() : any;
    }

    private IntPredicate range() {
        char low = bound();
        if (!isNext('-')) {
            return is(low);
        }
        at++;
        char high = bound();
        return letter -> low <= letter && letter <= high;
    }

    private char bound() {
        isTorn |= at >= text.length() || isNext('-') || isNext(']');
        char letter = isTorn ? ']' : text.charAt(at++);
        char bound = letter == '\\' ? escaped() : letter;
        isTorn |= at >= text.length();
        return bound;
    }

    private char escaped() {
        isTorn |= at >= text.length();
        return isTorn ? '\\' : text.charAt(at++);
    }

    private boolean isNext(char letter) {
        return at < text.length() && text.charAt(at) == letter;
    }
}
