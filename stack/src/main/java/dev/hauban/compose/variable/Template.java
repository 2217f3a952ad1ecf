package dev.hauban.compose.variable;

import java.util.ArrayList;
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
    private final Variables variables;
    private final Consumer<String> unset;

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
        var result = new StringBuilder(text.length() + 16);
        int at = 0;
        while (dollar >= 0) {
            result.append(text, at, dollar);
            at = expression(text, dollar, result);
            dollar = text.indexOf('$', at);
        }
        return result.append(text, at, text.length()).toString();
    }

    /// Appends what the expression at this dollar sign stands for and answers where it ends.
    private int expression(String text, int dollar, StringBuilder result) throws MalformedException {
        int next = dollar + 1;
        char first = next < text.length() ? text.charAt(next) : '\0';
        if (first == '{') {
            Braced braced = Braced.at(text, dollar);
            if (braced == null) {
                throw MalformedException.template(text);
            }
            result.append(value(braced)).append(substitute(braced.rest()));
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
    public static List<Mention> mentions(String text) {
        var mentions = new ArrayList<Mention>();
        collect(text, mentions);
        return mentions;
    }

    private static void collect(String text, List<Mention> mentions) {
        int dollar = text.indexOf('$');
        while (dollar >= 0) {
            int next = dollar + 1;
            boolean isBraced = next < text.length() && text.charAt(next) == '{';
            Braced braced = isBraced ? Braced.at(text, dollar) : null;
            if (braced != null) {
                collect(braced.rest(), mentions);
                mentions.add(new Mention(braced.name(), braced.operator(), braced.argument()));
                collect(braced.argument(), mentions);
                next = braced.end();
            } else {
                int end = endOfName(text, next);
                if (end > next) {
                    mentions.add(new Mention(text.substring(next, end), "", ""));
                }
                boolean isEscape = end == next && next < text.length() && text.charAt(next) == '$';
                next = isEscape ? next + 1 : end;
            }
            dollar = text.indexOf('$', next);
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

    /// A braced expression, taken apart.
    ///
    /// @param rest what was swallowed by the last closing brace of the line but lies behind the balanced one
    /// @param end after everything that was swallowed
    record Braced(String name, String operator, String argument, String rest, int end) {

        static @Nullable Braced at(String text, int dollar) {
            int afterName = endOfName(text, dollar + 2);
            if (afterName == dollar + 2) {
                return null;
            }
            String name = text.substring(dollar + 2, afterName);
            String operator = operator(text, afterName);
            int last = operator.isEmpty() ? -1 : lastBraceOfLine(text, afterName + operator.length());
            if (last >= 0) {
                return balanced(text.substring(dollar, last + 1), name, operator, last + 1);
            }
            boolean closed = afterName < text.length() && text.charAt(afterName) == '}';
            return closed ? new Braced(name, "", "", "", afterName + 1) : null;
        }

        private static Braced balanced(String swallowed, String name, String operator, int end) {
            int close = balancedClose(swallowed);
            int own = close < 0 ? swallowed.length() - 1 : close;
            int start = 2 + name.length() + operator.length();
            return new Braced(name, operator, swallowed.substring(start, own), swallowed.substring(own + 1), end);
        }

        private static String operator(String text, int at) {
            if (at >= text.length()) {
                return "";
            }
            int mark = text.charAt(at) == ':' ? at + 1 : at;
            boolean known = mark < text.length() && "-+?".indexOf(text.charAt(mark)) >= 0;
            return known ? text.substring(at, mark + 1) : "";
        }

        private static int lastBraceOfLine(String text, int from) {
            int newline = text.indexOf('\n', from);
            int brace = text.lastIndexOf('}', newline < 0 ? text.length() : newline);
            return brace >= from ? brace : -1;
        }

        /// The character after an opening brace is never looked at: Docker Compose takes it for the name's first.
        private static int balancedClose(String text) {
            int open = 0;
            for (int i = 0; i < text.length(); i++) {
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
