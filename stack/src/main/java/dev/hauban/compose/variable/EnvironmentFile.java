package dev.hauban.compose.variable;

import dev.hauban.compose.tree.Legible;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `.env` files and those of `env_file`, to the letter of what Docker Compose accepts: `NAME=value`,
/// `NAME: value`, `export`, comments, single and double quotes over several lines, escapes, variables in values, and
/// a bare `NAME` that is taken over from the environment.
public final class EnvironmentFile {
    /// Is told what is wrong in a file, and what is in it. Lines and columns count from 1, and are those where the
    /// statement begins that gives a variable, unless something is wrong in it.
    public interface Listener {
        /// What this line says can't be made sense of; it is passed over.
        void malformed(int line, int column, MalformedException malformed);

        /// A value holds a variable that is not set.
        void unset(int line, int column, String name);

        /// Whether it wants to hear what is in the file, too.
        boolean isTracing();

        /// A variable is given.
        void assigned(int line, int column, String name, String value);

        /// A value is filled in.
        void filled(int line, int column, String text);
    }

    /// What variables may add to all values of a file.
    private static final long GROWTH = 4 << 20;

    private final String text;
    private final Map<String, String> values;
    private final Variables lookup;
    private final Listener listener;
    private final Template template;
    private int at;
    private int statement;
    private int line = 1;
    private int lineStart;
    private long growth;

    private EnvironmentFile(String text, Map<String, String> values, Variables lookup, Listener listener) {
        this.text = text;
        this.values = values;
        this.lookup = lookup;
        this.listener = listener;
        this.template = new Template(this::value, name -> listener.unset(line(statement), column(statement), name));
    }

    /// Puts the variables of the file into `values`.
    ///
    /// @param lookup what variables in values stand for, before those of the file itself are asked
    public static void read(String text, Map<String, String> values, Variables lookup, Listener listener) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        new EnvironmentFile(content, values, lookup, listener).read();
    }

    private @Nullable String value(String name) {
        String value = lookup.value(name);
        return value != null ? value : values.get(name);
    }

    private void read() {
        while (toStatement()) {
            statement = at;
            try {
                statement();
            } catch (MalformedException malformed) {
                listener.malformed(line(at), column(at), malformed);
                at = afterLine(statement);
            }
        }
    }

    private void statement() throws MalformedException {
        skipExport();
        if (at == text.length()) {
            throw new MalformedException("there is no variable name after `export`", "write export NAME=value");
        }
        int start = at;
        char separator = toSeparator();
        String key = separator == '\0' ? "" : stripTrailing(text.substring(start, at));
        if (key.indexOf(' ') >= 0) {
            at = start;
            throw new MalformedException(
                    "the name of a variable can't contain a space", "write NAME=value; a comment begins with #");
        }
        at = separator == '\0' ? start : at + 1;
        skipBlanks();
        if (separator == '\n') {
            put(key, lookup.value(key));
        } else {
            put(key, readValue());
        }
    }

    private void put(String key, @Nullable String value) {
        if (value == null) {
            return;
        }
        values.put(key, value);
        if (listener.isTracing()) {
            listener.assigned(line(statement), column(statement), key, value);
        }
    }

    private int afterLine(int position) {
        int newline = text.indexOf('\n', position);
        return newline < 0 ? text.length() : newline + 1;
    }

    private int line(int position) {
        if (position < lineStart) {
            line = 1;
            lineStart = 0;
        }
        for (int newline = text.indexOf('\n', lineStart);
                newline >= 0 && newline < position;
                newline = text.indexOf('\n', lineStart)) {
            line++;
            lineStart = newline + 1;
        }
        return line;
    }

    private int column(int position) {
        line(position);
        return position - lineStart + 1;
    }

    /// Stands at the next character that is neither white nor in a comment; false at the end.
    private boolean toStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else if (isWhite(c)) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipExport() {
        if (text.startsWith("export", at) && at + 6 < text.length() && isAsciiWhite(text.charAt(at + 6))) {
            at += 6;
            skipBlanks();
        }
    }

    /// Goes to the end of the name: `=`, `:`, or the end of the line; `\0` where the file ends before.
    private char toSeparator() throws MalformedException {
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c == '=' || c == ':' || c == '\n') {
                return (char) c;
            }
            boolean isNamed = isBlank(c) || "_.-[]".indexOf(c) >= 0 || Character.isLetter(c) || isNumber(c);
            if (!isNamed) {
                // What is around it may be a secret that has lost its quotes.
                throw new MalformedException(
                        "unexpected character `" + Legible.of(Character.toString(c)) + "` in the name of a variable",
                        "write NAME=value; a value of several lines needs quotes around all of it");
            }
            at += Character.charCount(c);
        }
        return '\0';
    }

    private static boolean isNumber(int c) {
        int type = Character.getType(c);
        return type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    /// The value, or null after something that is wrong with it was told.
    private @Nullable String readValue() throws MalformedException {
        char quote = at < text.length() ? text.charAt(at) : '\0';
        return quote == '"' || quote == '\'' ? quoted(quote) : unquoted();
    }

    private @Nullable String unquoted() {
        int newline = text.indexOf('\n', at);
        int end = newline < 0 ? text.length() : newline;
        String value = text.substring(at, end);
        at = newline < 0 ? end : end + 1;
        int comment = value.indexOf(" #");
        return expand(stripTrailing(comment < 0 ? value : value.substring(0, comment)));
    }

    private @Nullable String quoted(char quote) throws MalformedException {
        int start = at;
        var value = new StringBuilder();
        boolean escaped = false;
        for (at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote && !escaped) {
                at++;
                return quote == '"' ? expand(Escapes.expand(value.toString())) : value.toString();
            }
            if (c == '\\' && !escaped) {
                escaped = true;
                continue;
            }
            value.append(escaped && c != quote ? "\\" : "").append(c);
            escaped = false;
        }
        at = start;
        throw new MalformedException(
                "the quote that begins here is not closed", "put a " + quote + " at the end of the value");
    }

    private @Nullable String expand(String value) {
        if (listener.isTracing()) {
            listener.filled(line(statement), column(statement), value);
        }
        try {
            String expanded = template.substitute(value);
            growth += Math.max(0, expanded.length() - value.length());
            if (growth > GROWTH) {
                throw MalformedException.tooLong();
            }
            return expanded;
        } catch (MalformedException malformed) {
            listener.malformed(line(statement), column(statement), malformed);
            return null;
        }
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static String stripTrailing(String text) {
        int end = text.length();
        while (end > 0 && isWhite(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    private static boolean isBlank(int c) {
        return c != '\n' && isAsciiWhite(c) || c == '\u0085' || c == '\u00A0';
    }

    private static boolean isAsciiWhite(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /// As Go's `unicode.IsSpace`.
    static boolean isWhite(char c) {
        return c == '\n' || isBlank(c) || Character.isSpaceChar(c);
    }

    /// The escapes that a double-quoted value may have.
    private static final class Escapes {
        private Escapes() {}

        static String expand(String text) {
            if (text.indexOf('\\') < 0) {
                return text;
            }
            var result = new StringBuilder(text.length());
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\\' && at + 1 < text.length()) {
                    at = escape(text, at, result);
                } else {
                    result.append(c);
                    at++;
                }
            }
            return result.toString();
        }

        private static int escape(String text, int at, StringBuilder result) {
            char kind = text.charAt(at + 1);
            String simple = simple(kind);
            if (simple != null) {
                result.append(simple);
                return at + 2;
            }
            if (kind == '0') {
                return octal(text, at, result);
            }
            result.append('\\');
            return at + 1;
        }

        private static @Nullable String simple(char kind) {
            return switch (kind) {
                case 'a' -> "\u0007";
                case 'b' -> "\b";
                case 'c' -> "\\c";
                case 'f' -> "\f";
                case 'n' -> "\n";
                case 'r' -> "\r";
                case 't' -> "\t";
                case 'v' -> "\u000B";
                case '$' -> "$$";
                case '"' -> "\"";
                case '\\' -> "\\";
                default -> null;
            };
        }

        /// `\0` with three octal digits is a character; with fewer, only the zero goes.
        private static int octal(String text, int at, StringBuilder result) {
            int start = at + 2;
            int end = start;
            while (end < text.length() && end < start + 3 && Character.isDigit(text.charAt(end))) {
                end++;
            }
            int value = end == start + 3 ? octalValue(text.substring(start, end)) : -1;
            if (value >= 0) {
                result.append((char) value);
            } else {
                result.append('\\').append(text, start, end);
            }
            return end;
        }

        private static int octalValue(String digits) {
            if (digits.indexOf('8') >= 0 || digits.indexOf('9') >= 0) {
                return -1;
            }
            int value = Integer.parseInt(digits, 8);
            return value > 255 ? -1 : value;
        }
    }
}
