package dev.hauban.compose.yaml;

import org.jspecify.annotations.Nullable;

/// Blocks behind `|` and `>` that have nothing but blanks in them.
///
/// The parser wants a block's first line to be as far in as the blanks above it. To go-yaml such blanks are a block of
/// empty lines, which ends with them.
final class EmptyBlocks {
    private EmptyBlocks() {}

    /// The text without the blanks of the empty block that the parser stopped behind; null if go-yaml takes none
    /// for one, because what follows is further in than the block's key.
    static @Nullable String withoutBlanks(String text, int stopped) {
        int line = startOfLine(text, stopped);
        int first = line;
        while (first > 0 && isBlank(text, startOfLine(text, first - 1), first - 1)) {
            first = startOfLine(text, first - 1);
        }
        if (first == line || first == 0) {
            return null;
        }
        int header = startOfLine(text, first - 1);
        return stopped - line > column(text, header)
                ? null
                : text.substring(0, first) + text.substring(first, line).replace(" ", "") + text.substring(line);
    }

    private static boolean isBlank(String text, int start, int end) {
        return text.substring(start, end).isBlank();
    }

    /// Where the line of this place begins.
    private static int startOfLine(String text, int at) {
        int start = at;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    /// How far in the key or the dash is that the block in this line belongs to; -1 if neither is in this line.
    private static int column(String text, int line) {
        int at = skipBlanks(text, line);
        int dash = -1;
        while (text.startsWith("- ", at)) {
            dash = at - line;
            at = skipBlanks(text, at + 1);
        }
        return text.charAt(at) == '|' || text.charAt(at) == '>' ? dash : at - line;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
