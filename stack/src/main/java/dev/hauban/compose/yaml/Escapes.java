package dev.hauban.compose.yaml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// The escapes of texts in double quotes, as go-yaml has them: it knows no `\/`, no half of a surrogate pair, and does
/// know the separators `\L` and `\P`, which the parser takes for a mistake.
final class Escapes {
    static final String UNKNOWN = "this is no escape that double quotes know";
    static final String UNKNOWN_REMEDY = "double the backslash, or use single quotes";

    private static final Pattern REFUSED = Pattern.compile("\\\\(?:/|u[dD][89a-fA-F]|U0000[dD][89a-fA-F])");
    private static final Pattern SEPARATOR = Pattern.compile("\\\\([LP])|\\\\.|\"", Pattern.DOTALL);
    private static final Pattern STOPPED = Pattern.compile("\\\\[LP]");
    private static final Pattern TOO_LARGE = Pattern.compile("\\\\U[89a-fA-F]");

    private final String text;
    private final Offsets offsets;
    private final boolean isSuspicious;

    Escapes(String text, Offsets offsets) {
        this.text = text;
        this.offsets = offsets;
        // Most files have no backslash, and to look for one costs nothing beside the pattern.
        int first = text.indexOf('\\');
        this.isSuspicious = first >= 0 && REFUSED.matcher(text).find(first);
    }

    /// Whether this is a text with an escape that only the parser knows.
    boolean areRefused(Event event) {
        if (!isSuspicious
                || !(event instanceof ScalarEvent scalar)
                || scalar.getScalarStyle() != ScalarStyle.DOUBLE_QUOTED) {
            return false;
        }
        int end = offsets.of(scalar.getEndMark().orElseThrow());
        var refused = REFUSED.matcher(text);
        for (int at = offsets.of(scalar.getStartMark().orElseThrow()); at < end; at++) {
            if (text.charAt(at) == '\\') {
                if (refused.region(at, end).lookingAt()) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    /// The text with the separators themselves, from the one that the parser stopped at to the closing quote; null if
    /// it stopped at something else.
    ///
    /// @param at the offset of the letter
    static @Nullable String withSeparators(String text, int at) {
        int escape = at - 1;
        if (escape < 0 || !STOPPED.matcher(text).region(escape, text.length()).lookingAt()) {
            return null;
        }
        var written = new StringBuilder(text.length()).append(text, 0, escape);
        var found = SEPARATOR.matcher(text).region(escape, text.length());
        int done = escape;
        while (found.find() && !found.group().equals("\"")) {
            if (found.group(1) != null) {
                written.append(text, done, found.start()).append(found.group(1).equals("L") ? '\u2028' : '\u2029');
                done = found.end();
            }
        }
        return written.append(text, done, text.length()).toString();
    }

    /// How many code points are before the digits that made the parser give up: there are none, or they are too many
    /// for it.
    static int withoutCharacter(String text, @Nullable Event last) {
        int from = last == null
                ? 0
                : text.offsetByCodePoints(0, last.getEndMark().orElseThrow().getIndex());
        var large = TOO_LARGE.matcher(text);
        return text.codePointCount(0, large.find(from) ? large.start() : text.length());
    }
}
