package dev.hauban.compose.variable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Fills variables into texts: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?message}`,
/// `${NAME?message}`, `${NAME:+instead}`, `${NAME+instead}`, nested in one another; `$$` is a dollar sign.
///
/// Source: Compose Specification, "Interpolation"; where it is silent, Docker Compose's behavior: a braced expression
/// may run up to the last closing brace of its line, and ends where its own braces are balanced; what is after that
/// is filled in for itself; a default is filled in even where it is not needed.
public final class Template {
    /// Defaults of defaults; nobody nests more.
    private static final int DEPTH = 50;
    /// What variables may add to one text. No system takes more in an argument or a variable.
    private static final int GROWTH = 1 << 20;

    private final Variables variables;
    private final Consumer<String> unset;
    private int depth;

    /// @param unset is told the name of each variable that has no value and no default
    public Template(Variables variables, Consumer<String> unset) {
        this.variables = variables;
        this.unset = unset;
    }

    public String substitute(String text) throws MalformedException {
        int dollar = text.indexOf('$');
        if (dollar < 0) {
            return text;
        }
        if (depth == DEPTH) {
            throw MalformedException.tooDeep(DEPTH);
        }
        depth++;
        try {
            return filled(text, dollar);
        } finally {
            depth--;
        }
    }

    private String filled(String text, int firstDollar) throws MalformedException {
        var result = new StringBuilder(text.length() + 16);
        var line = new Line(text);
        int at = 0;
        for (int dollar = firstDollar; dollar >= 0; dollar = text.indexOf('$', at)) {
            result.append(text, at, dollar);
            at = expression(line, dollar, result);
            if (result.length() > text.length() + GROWTH) {
                throw MalformedException.tooLong();
            }
        }
        return result.append(text, at, text.length()).toString();
    }

    /// Appends what the expression at this dollar sign stands for and answers where it ends.
    private int expression(Line line, int dollar, StringBuilder result) throws MalformedException {
        String text = line.text;
        int next = dollar + 1;
        char first = next < text.length() ? text.charAt(next) : '\0';
        if (first == '{') {
            Braced braced = Braced.at(line, dollar);
            if (braced == null) {
                throw MalformedException.template(text);
            }
            result.append(value(braced));
            return braced.end();
        }
        int end = endOfName(text, next);
        if (end > next) {
            result.append(plain(text.substring(next, end)));
            return end;
        }
        result.append('$');
        return first == '$' ? next + 1 : next;
    }

    /// A variable as a text names it.
    ///
    /// @param operator such as `:-`; empty if there is none
    /// @param argument what is behind the operator, as it is written
    public record Mention(String name, String operator, String argument) {}

    /// Every variable that a text names, those in defaults, alternatives and messages behind the one that they are for.
    /// What can't be read as an expression is passed over.
    ///
    /// Of expressions with an operator in one line, the last comes first, as in Docker Compose.
    public static List<Mention> mentions(String text) {
        var gathering = new Gathering(new ArrayList<>(), false);
        gathering.collect(text, 0);
        return gathering.mentions();
    }

    /// The same as Docker Compose lists them: without those in messages, and what can't be read in braces is a variable
    /// without a name.
    public static List<Mention> listed(String text) {
        var gathering = new Gathering(new ArrayList<>(), true);
        gathering.collect(text, 0);
        return gathering.mentions();
    }

    /// What is gathered from a text.
    ///
    /// @param lists as Docker Compose does
    private record Gathering(List<Mention> mentions, boolean lists) {

        void collect(String text, int depth) {
            if (depth > DEPTH) {
                return;
            }
            var line = new Line(text);
            var swallowed = new ArrayDeque<Braced>();
            int at = 0;
            for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
                if (!swallowed.isEmpty() && dollar > line.lastBrace) {
                    collect(swallowed, depth);
                }
                int next = dollar + 1;
                boolean isBraced = next < text.length() && text.charAt(next) == '{';
                Braced braced = isBraced ? Braced.at(line, dollar) : null;
                if (braced == null) {
                    int end = endOfName(text, next);
                    if (end > next) {
                        mentions.add(new Mention(text.substring(next, end), "", ""));
                    }
                    boolean isEscape = end == next && next < text.length() && text.charAt(next) == '$';
                    if (lists && isBraced) {
                        mentions.add(new Mention("", "", ""));
                    }
                    at = isEscape ? next + 1 : end;
                } else {
                    if (braced.operator().isEmpty()) {
                        mentions.add(new Mention(braced.name(), "", ""));
                    } else {
                        swallowed.push(braced);
                    }
                    at = braced.end();
                }
            }
            collect(swallowed, depth);
        }

        private void collect(Deque<Braced> swallowed, int depth) {
            while (!swallowed.isEmpty()) {
                Braced braced = swallowed.pop();
                mentions.add(new Mention(braced.name(), braced.operator(), braced.argument()));
                if (!(lists && braced.operator().endsWith("?"))) {
                    collect(braced.argument(), depth + 1);
                }
            }
        }
    }

    private String value(Braced braced) throws MalformedException {
        if (braced.operator().isEmpty()) {
            return plain(braced.name());
        }
        String argument = substitute(braced.argument());
        String value = variables.value(braced.name());
        boolean absent = value == null || braced.operator().startsWith(":") && value.isEmpty();
        String present = value == null ? "" : value;
        return switch (braced.operator()) {
            case "-", ":-" -> absent ? argument : present;
            case "+", ":+" -> absent ? present : argument;
            default -> {
                if (absent) {
                    throw MalformedException.missing(braced.name(), argument);
                }
                yield present;
            }
        };
    }

    private String plain(String name) {
        String value = variables.value(name);
        if (value == null) {
            unset.accept(name);
            return "";
        }
        return value;
    }

    static int endOfName(String text, int start) {
        int at = start;
        while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
            at++;
        }
        return at;
    }

    private static boolean isNamePart(char c, boolean first) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || !first && c >= '0' && c <= '9';
    }

    /// A text, and the last closing brace of the line that was looked at last.
    private static final class Line {
        private final String text;
        private int end = -1;
        private int lastBrace = -1;

        Line(String text) {
            this.text = text;
        }

        /// The last closing brace at this position or behind it in the same line, or -1.
        int lastBrace(int from) {
            if (from > end) {
                int newline = text.indexOf('\n', from);
                end = newline < 0 ? text.length() : newline;
                lastBrace = text.lastIndexOf('}', end);
            }
            return lastBrace >= from ? lastBrace : -1;
        }
    }

    /// A braced expression, taken apart.
    ///
    /// @param end the character behind it
    private record Braced(String name, String operator, String argument, int end) {

        static @Nullable Braced at(Line line, int dollar) {
            String text = line.text;
            int afterName = endOfName(text, dollar + 2);
            if (afterName == dollar + 2) {
                return null;
            }
            String name = text.substring(dollar + 2, afterName);
            String operator = operator(text, afterName);
            int start = afterName + operator.length();
            int last = operator.isEmpty() ? -1 : line.lastBrace(start);
            if (last >= 0) {
                int close = balancedClose(text, dollar, last);
                int own = close < 0 ? last : close;
                return new Braced(name, operator, own < start ? "" : text.substring(start, own), own + 1);
            }
            boolean closed = afterName < text.length() && text.charAt(afterName) == '}';
            return closed ? new Braced(name, "", "", afterName + 1) : null;
        }

        private static String operator(String text, int at) {
            if (at >= text.length()) {
                return "";
            }
            int mark = text.charAt(at) == ':' ? at + 1 : at;
            boolean known = mark < text.length() && "-+?".indexOf(text.charAt(mark)) >= 0;
            return known ? text.substring(at, mark + 1) : "";
        }

        /// The character after an opening brace is never looked at: Docker Compose takes it for the name's first.
        private static int balancedClose(String text, int from, int last) {
            int open = 0;
            for (int i = from; i <= last; i++) {
                char c = text.charAt(i);
                if (c == '}' && --open == 0) {
                    return i;
                }
                if (c == '{') {
                    open++;
                    i++;
                }
            }
            return -1;
        }
    }
}
