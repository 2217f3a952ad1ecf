package dev.hauban.compose.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a text and how they are indented: what can be told of a Compose file even where it is no YAML.
final class Outline {
    /// Deep enough for `services`, a service and what it says.
    private static final int DEPTH = 3;

    /// No YAML, but whoever indents with tabs means something by it.
    private static final int TAB = 8;

    private static final int LONGEST_KEY = 100;

    /// A key and all that is indented more than it.
    ///
    /// @param first its line, from 0
    /// @param end the line behind its last one
    /// @param keys down to this one from the top of the file; null stands for one that is not clear
    record Block(int first, int end, List<@Nullable String> keys) {}

    private final String text;
    private final int[] starts;

    Outline(String text) {
        this.text = text;
        int[] found = new int[64];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                found[count++] = i + 1;
            }
        }
        this.starts = Arrays.copyOf(found, count);
    }

    /// The blocks around a character, the outermost first; none where the text has no outline there.
    List<Block> around(int position) {
        var blocks = new ArrayList<Block>();
        var keys = new ArrayList<@Nullable String>();
        int line = contentAtOrAbove(line(position));
        int limit = 0;
        int at = line < 0 ? -1 : atMost(limit, line, -1);
        while (at >= 0) {
            keys.add(key(at));
            blocks.add(new Block(at, end(at, limit), new ArrayList<>(keys)));
            int child = nextContent(at + 1);
            if (blocks.size() == DEPTH || at == line || hasValue(at) || indent(child) <= limit) {
                break;
            }
            limit = indent(child);
            at = atMost(limit, line, at);
        }
        return blocks;
    }

    /// The text without what is in a block; all else stays in its place.
    String without(Block block) {
        var rest = new StringBuilder(text.length()).append(text, 0, start(block.first()));
        for (int line = block.first(); line < block.end(); line++) {
            int next = start(line + 1);
            int end = next;
            while (end > start(line) && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
                end--;
            }
            rest.repeat(' ', end - start(line)).append(text, end, next);
        }
        return rest.append(text, start(block.end()), text.length()).toString();
    }

    int line(int position) {
        int found = Arrays.binarySearch(starts, position);
        return found >= 0 ? found : -found - 2;
    }

    int column(int position) {
        int start = starts[line(position)];
        return text.codePointCount(start, position);
    }

    /// Whether a tool that merges versions has left its marks in or right above this line.
    boolean isConflict(int line) {
        for (int i = Math.max(0, line - 1); i <= line; i++) {
            for (String mark : new String[] {"<<<<<<< ", "=======", ">>>>>>> "}) {
                if (text.startsWith(mark, start(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    private int start(int line) {
        return line < starts.length ? starts[line] : text.length();
    }

    private int firstCharacter(int line) {
        int at = start(line);
        int end = start(line + 1);
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int indent(int line) {
        int indent = 0;
        int end = firstCharacter(line);
        for (int i = start(line); i < end; i++) {
            indent += text.charAt(i) == '\t' ? TAB : 1;
        }
        return indent;
    }

    private boolean isContent(int line) {
        int at = firstCharacter(line);
        return at < start(line + 1) && text.charAt(at) != '#';
    }

    /// Where a document begins or ends.
    private boolean isMarker(int line) {
        return text.startsWith("---", start(line)) || text.startsWith("...", start(line));
    }

    private int contentAtOrAbove(int from) {
        int line = from;
        while (line >= 0 && !isContent(line)) {
            line--;
        }
        return line;
    }

    private int nextContent(int from) {
        int line = from;
        while (line < starts.length && !isContent(line)) {
            line++;
        }
        return line;
    }

    /// The nearest line above that is indented no more than this, or -1 if there is none in this document.
    private int atMost(int limit, int from, int above) {
        for (int line = from; line > above && !isMarker(line); line--) {
            if (isContent(line) && indent(line) <= limit) {
                return line;
            }
        }
        return -1;
    }

    private int end(int first, int limit) {
        int line = first + 1;
        while (line < starts.length && !isMarker(line) && !(isContent(line) && indent(line) <= limit)) {
            line++;
        }
        return line;
    }

    /// Whether there is more than a key in this line; then what is below belongs to that.
    private boolean hasValue(int line) {
        String content = text.substring(firstCharacter(line), start(line + 1)).stripTrailing();
        int colon = content.indexOf(':');
        String value = colon < 0 ? content : content.substring(colon + 1).strip();
        return !value.isEmpty() && "#&!".indexOf(value.charAt(0)) < 0;
    }

    private @Nullable String key(int line) {
        int start = firstCharacter(line);
        int colon = text.indexOf(':', start);
        if (colon < 0 || colon >= start(line + 1) || colon - start > LONGEST_KEY || text.startsWith("- ", start)) {
            return null;
        }
        String key = text.substring(start, colon).strip();
        boolean quoted = key.length() > 1 && "'\"".indexOf(key.charAt(0)) >= 0 && key.endsWith(key.substring(0, 1));
        return quoted ? key.substring(1, key.length() - 1) : key;
    }
}
