package dev.hauban.engine.local.dockerfile;

import java.util.Map;
import java.util.Optional;

/// Fills variables in and takes quotes away, as a Dockerfile means them: `$NAME`, `${NAME}`, `${NAME:-word}`,
/// `${NAME-word}`, `${NAME:+word}`, `${NAME+word}`; a backslash takes the next character as it is; nothing is filled in
/// between single quotes.
public final class Substitution {
    private final Map<String, String> variables;
    private final String text;
    private final boolean keepsQuotes;
    private final StringBuilder result = new StringBuilder();
    private int at;

    private Substitution(String text, Map<String, String> variables, boolean keepsQuotes) {
        this.text = text;
        this.variables = variables;
        this.keepsQuotes = keepsQuotes;
    }

    /// One word.
    public static String word(String text, Map<String, String> variables) {
        return new Substitution(text, variables, false).filled();
    }

    /// The text of a heredoc: quotes stay.
    public static String text(String text, Map<String, String> variables) {
        return new Substitution(text, variables, true).filled();
    }

    private String filled() {
        char quote = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean isQuote = !keepsQuotes && (c == '\'' || c == '"') && (quote == 0 || quote == c);
            if (isQuote) {
                quote = quote == 0 ? c : 0;
                at++;
            } else if (c == '\\' && quote != '\'' && at + 1 < text.length()) {
                escaped(quote);
            } else if (c == '$' && quote != '\'') {
                at++;
                variable();
            } else {
                result.append(c);
                at++;
            }
        }
        return result.toString();
    }

    private void escaped(char quote) {
        char next = text.charAt(at + 1);
        boolean isKept = (quote == '"' || keepsQuotes) && "\"\\$`".indexOf(next) < 0;
        if (isKept) {
            result.append('\\');
        }
        result.append(next);
        at += 2;
    }

    private void variable() {
        if (at < text.length() && text.charAt(at) == '{') {
            braced();
            return;
        }
        int begin = at;
        while (at < text.length() && isNamePart(text.charAt(at), at == begin)) {
            at++;
        }
        if (at == begin) {
            result.append('$');
        } else {
            result.append(variables.getOrDefault(text.substring(begin, at), ""));
        }
    }

    private static boolean isNamePart(char c, boolean isFirst) {
        return Character.isLetter(c) || c == '_' || (!isFirst && Character.isDigit(c));
    }

    private void braced() {
        int end = closing();
        if (end < 0) {
            result.append('$');
            return;
        }
        String inside = text.substring(at + 1, end);
        at = end + 1;
        int nameEnd = 0;
        while (nameEnd < inside.length() && isNamePart(inside.charAt(nameEnd), nameEnd == 0)) {
            nameEnd++;
        }
        result.append(value(inside.substring(0, nameEnd), inside.substring(nameEnd)));
    }

    private String value(String name, String rest) {
        Optional<String> known = Optional.ofNullable(variables.get(name));
        boolean countsEmpty = rest.startsWith(":");
        String operator = countsEmpty ? rest.substring(1) : rest;
        boolean isThere = known.isPresent() && !(countsEmpty && known.get().isEmpty());
        if (operator.startsWith("-")) {
            return isThere ? known.get() : word(operator.substring(1), variables);
        }
        if (operator.startsWith("+")) {
            return isThere ? word(operator.substring(1), variables) : "";
        }
        return known.orElse("");
    }

    private int closing() {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }
}
