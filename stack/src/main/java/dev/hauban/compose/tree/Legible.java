package dev.hauban.compose.tree;

import dev.hauban.problem.Place;
import dev.hauban.problem.Problem;

/// What files say, as it can be shown to a person: characters that a terminal would obey are written out, and what is
/// endless is cut.
public final class Legible {
    /// A word of a file in a message.
    private static final int WORD = 80;
    /// A whole message.
    private static final int LINE = 600;
    /// A file's name: it has to be found again.
    private static final int NAME = 4_096;

    private Legible() {}

    /// A value or a name, to be put into a message.
    public static String of(String text) {
        return cut(text, WORD);
    }

    public static String of(Node node) {
        return of(node.toString());
    }

    static Problem problem(Problem problem) {
        return new Problem(
                problem.code(),
                problem.severity(),
                problem.actor(),
                cut(problem.message(), LINE),
                problem.place().map(Legible::place),
                problem.path().map(path -> cut(path, LINE)),
                problem.remedy().map(remedy -> cut(remedy, LINE)));
    }

    private static Place place(Place place) {
        return new Place(cut(place.file(), NAME), place.line(), place.column());
    }

    /// The same text where it needs nothing; otherwise its beginning and its end.
    private static String cut(String text, int limit) {
        if (text.length() > limit) {
            int end = limit / 4;
            return written(text.substring(0, limit - end)) + " … " + written(text.substring(text.length() - end));
        }
        return written(text);
    }

    private static String written(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isWrittenOut(text, i)) {
                return writtenOut(text);
            }
        }
        return text;
    }

    private static String writtenOut(String text) {
        var written = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> written.append("\\n");
                case '\r' -> written.append("\\r");
                case '\t' -> written.append("\\t");
                default -> written.append(isWrittenOut(text, i) ? "\\u%04X".formatted((int) c) : String.valueOf(c));
            }
        }
        return written.toString();
    }

    /// Also what breaks lines or makes them run backwards, and halves of characters.
    private static boolean isWrittenOut(String text, int i) {
        char c = text.charAt(i);
        if (c < '\u007F') {
            return c < ' ';
        }
        boolean half = Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        return half
                || c <= '\u009F'
                || c >= '\u2028' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069'
                || c == '\uFEFF';
    }
}
