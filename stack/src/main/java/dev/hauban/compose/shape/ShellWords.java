package dev.hauban.compose.shape;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes a command line apart as Docker Compose does: quotes and backslashes as in a shell, but nothing is carried
/// out, and the line ends at the first unquoted one of `&`, `|`, `;`, `<`, `>`.
public final class ShellWords {
    private final String line;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean started;
    private boolean escaped;
    private boolean doubleQuoted;
    private boolean singleQuoted;
    private boolean backQuoted;
    private boolean dollarQuoted;

    private ShellWords(String line) {
        this.line = line;
    }

    /// The words, or null if a quote or a parenthesis is left open.
    public static @Nullable List<String> split(String line) {
        return new ShellWords(line).split();
    }

    private @Nullable List<String> split() {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (isEnd(c)) {
                if (c == '>' && !word.isEmpty() && Character.digit(word.charAt(0), 10) >= 0) {
                    started = false;
                }
                break;
            }
            if (c == '(' && isRefusedParenthesis()) {
                return null;
            }
            take(c);
        }
        if (started) {
            words.add(word.toString());
        }
        return escaped || singleQuoted || doubleQuoted || backQuoted || dollarQuoted ? null : words;
    }

    private boolean isQuoted() {
        return singleQuoted || doubleQuoted || backQuoted || dollarQuoted;
    }

    private boolean isEnd(char c) {
        return !escaped && !isQuoted() && ";&|<>".indexOf(c) >= 0;
    }

    private boolean isRefusedParenthesis() {
        return !escaped
                && !singleQuoted
                && !doubleQuoted
                && !backQuoted
                && (dollarQuoted || word.isEmpty() || word.charAt(word.length() - 1) != '$');
    }

    private void take(char c) {
        if (escaped) {
            escaped = false;
            append(c);
        } else if (c == '\\' && !singleQuoted) {
            escaped = true;
        } else if (isWhite(c)) {
            white(c);
        } else {
            quoteOrText(c);
        }
    }

    private void white(char c) {
        if (isQuoted()) {
            word.append(c);
        } else if (started) {
            words.add(word.toString());
            word.setLength(0);
            started = false;
        }
    }

    private void quoteOrText(char c) {
        if (c == '"' && !singleQuoted && !dollarQuoted) {
            started |= doubleQuoted;
            doubleQuoted = !doubleQuoted;
            return;
        }
        if (c == '\'' && !doubleQuoted && !dollarQuoted) {
            started |= singleQuoted;
            singleQuoted = !singleQuoted;
            return;
        }
        if (c == '`' && !singleQuoted && !doubleQuoted && !dollarQuoted) {
            backQuoted = !backQuoted;
        } else if (c == ')' && !singleQuoted && !doubleQuoted && !backQuoted) {
            dollarQuoted = !dollarQuoted;
        } else if (c == '(' && !singleQuoted && !doubleQuoted && !backQuoted) {
            dollarQuoted = true;
        }
        append(c);
    }

    private void append(char c) {
        started = true;
        word.append(c);
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
