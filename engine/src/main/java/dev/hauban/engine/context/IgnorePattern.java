package dev.hauban.engine.context;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One pattern of a `.dockerignore`: what Go's `filepath.Match` knows, and `**` for any number of folders.
///
/// @param text without the `!` in front
/// @param isException whether it brings back what others left out
record IgnorePattern(String text, boolean isException, Pattern expression) {
    /// @throws PatternSyntaxException where the text is none
    static IgnorePattern of(String text, boolean isException) {
        return new IgnorePattern(text, isException, Pattern.compile(expression(text), Pattern.DOTALL));
    }

    boolean matches(String path) {
        return expression.matcher(path).matches();
    }

    /// Whether it has a place that stands for several names.
    boolean hasWildcards() {
        return text.chars().anyMatch(letter -> letter == '*' || letter == '?' || letter == '[' || letter == '\\');
    }

    private static String expression(String text) {
        if (text.startsWith("**") && isPlain(text.substring(2))) {
            return atTheEnd(text.substring(2));
        }
        var expression = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            at = part(text, at, expression);
        }
        return expression.toString();
    }

    /// `**name` and `**/name` are ends of paths, `**` is every path.
    private static String atTheEnd(String end) {
        String any = ".*" + Pattern.quote(end);
        return end.startsWith("/") ? any + "|" + Pattern.quote(end.substring(1)) : any;
    }

    private static boolean isPlain(String text) {
        return text.chars()
                .noneMatch(
                        letter -> letter == '*' || letter == '?' || letter == '[' || letter == ']' || letter == '\\');
    }

    /// @return where the next part begins
    private static int part(String text, int at, StringBuilder expression) {
        char letter = text.charAt(at);
        return switch (letter) {
            case '*' -> text.startsWith("**", at) ? folders(text, at + 2, expression) : name(at + 1, expression);
            case '?' -> {
                expression.append("[^/]");
                yield at + 1;
            }
            case '[' -> letters(text, at, expression);
            case '\\' -> escaped(text, at, expression);
            default -> {
                expression.append(Pattern.quote(String.valueOf(letter)));
                yield at + 1;
            }
        };
    }

    private static int name(int next, StringBuilder expression) {
        expression.append("[^/]*");
        return next;
    }

    private static int folders(String text, int behind, StringBuilder expression) {
        int next = text.startsWith("/", behind) ? behind + 1 : behind;
        expression.append(next == text.length() ? ".*" : "(.*/)?");
        return next;
    }

    /// What stands behind a backslash stands for itself, but letters and digits mean what they mean in regular
    /// expressions: so it is with Docker, too.
    private static int escaped(String text, int at, StringBuilder expression) {
        if (at + 1 == text.length()) {
            throw new PatternSyntaxException("a backslash with nothing behind it", text, at);
        }
        int letter = text.codePointAt(at + 1);
        expression.append('\\').appendCodePoint(letter);
        return at + 1 + Character.charCount(letter);
    }

    /// `[a-z]`, `[^a]`, at least one letter, each of which may stand behind a backslash.
    private static int letters(String text, int at, StringBuilder expression) {
        expression.append('[');
        int next = at + 1;
        if (text.startsWith("^", next)) {
            expression.append('^');
            next++;
        }
        for (int first = next; next == first || !text.startsWith("]", next); ) {
            if (next >= text.length()) {
                throw new PatternSyntaxException("a bracket that is not closed", text, at);
            }
            next = letter(text, next, expression);
        }
        expression.append(']');
        return next + 1;
    }

    private static int letter(String text, int at, StringBuilder expression) {
        char letter = text.charAt(at);
        if (letter == '\\') {
            return escaped(text, at, expression);
        }
        if ("[]&^".indexOf(letter) >= 0) {
            expression.append('\\');
        }
        expression.append(letter);
        return at + 1;
    }
}
