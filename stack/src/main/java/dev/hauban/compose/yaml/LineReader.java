package dev.hauban.compose.yaml;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Source;
import org.jspecify.annotations.Nullable;

/// Reads by lines, without the parser, the YAML that most Compose files are written in: mappings and lists below each
/// other, texts that fit into one line, and lists of such texts in brackets. It takes a fraction of the parser's time,
/// most of all in a program that has just begun (docs/decisions/0052).
///
/// At the first sign of anything else (anchors, tags, escapes, several lines, mistakes …) it gives up, and the parser
/// reads the text from its beginning. So what it answers is always what the parser would have made of the text, and it
/// never has anything to complain of.
final class LineReader {
    /// The parser finds the colon behind a key within so many characters; this is less.
    private static final int LONGEST_KEY = 1_000;
    /// Less than the parser's.
    private static final int DEEPEST = 100;

    private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`";
    private static final String ODD_IN_BRACKETS = "?:[{}#&*!|>'\"%@`";

    /// This text is for the parser.
    private static final class OddException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OddException() {
            super(null, null, false, false);
        }
    }

    private final Source source;
    private final String text;
    private final RecentTexts recentTexts = new RecentTexts();
    private int line;
    private int start;
    private int end = -1;
    private int at;
    /// Of the current line; -1 behind the last one.
    private int indent;

    private int depth;
    private int values;

    private LineReader(Source source, String text) {
        this.source = source;
        this.text = text;
    }

    /// A document, and how many keys and values are written in it.
    record Document(Mapping root, int values) {}

    /// Null if the text is for the parser.
    static @Nullable Document read(Source source, String text) {
        if (!isPlain(text)) {
            return null;
        }
        var reader = new LineReader(source, text);
        try {
            reader.nextLine();
            if (reader.indent != 0) {
                return null;
            }
            Mapping root = reader.mapping(0);
            return reader.indent < 0 ? new Document(root, reader.values) : null;
        } catch (OddException _) {
            return null;
        }
    }

    /// Neither tabs nor control characters, nor what is more than one unit of a string.
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' || c >= 0x7F && (c < 0xA0 || c >= 0x2028)) {
                return false;
            }
        }
        return true;
    }

    /// Goes to the next line that says something.
    private void nextLine() {
        do {
            if (end >= text.length()) {
                indent = -1;
                return;
            }
            start = end + 1;
            line++;
            int newline = text.indexOf('\n', start);
            end = newline < 0 ? text.length() : newline;
            at = start;
            skipBlanks();
        } while (at == end || text.charAt(at) == '#');
        indent = at - start;
    }

    private void skipBlanks() {
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
    }

    private int column() {
        return at - start + 1;
    }

    /// Whose first key is here.
    private Mapping mapping(int column) {
        descend();
        var mapping = new Mapping(source, line, column());
        boolean isSettled = true;
        do {
            int colon = endOfKey();
            String key = colon < 0 ? null : key(colon);
            if (key == null || mapping.has(key)) {
                throw new OddException();
            }
            values++;
            int keyLine = line;
            int keyColumn = column();
            at = colon + 1;
            Node value = valueOfKey(column);
            value.keyAt(keyLine, keyColumn);
            mapping.add(key, value);
            isSettled &= value.isSettled();
        } while (indent == column);
        ascend(mapping, isSettled, column);
        return mapping;
    }

    /// Whose first dash is here.
    private Sequence sequence(int column) {
        descend();
        var sequence = new Sequence(source, line, column());
        boolean isSettled = true;
        do {
            at++;
            Node item = item(column);
            sequence.add(item);
            isSettled &= item.isSettled();
        } while (indent == column && isItem());
        ascend(sequence, isSettled, column);
        return sequence;
    }

    private void descend() {
        values++;
        if (++depth > DEEPEST) {
            throw new OddException();
        }
    }

    private void ascend(Node node, boolean isSettled, int column) {
        if (indent > column) {
            throw new OddException();
        }
        if (isSettled) {
            node.settle();
        }
        depth--;
    }

    private boolean isItem() {
        return text.charAt(at) == '-' && isBlankOrEnd(at + 1);
    }

    private boolean isBlankOrEnd(int index) {
        return index == end || text.charAt(index) == ' ';
    }

    /// Where the colon behind the key is that begins here; negative if none does.
    private int endOfKey() {
        int index = at;
        while (index < end && isOfKey(text.charAt(index))) {
            index++;
        }
        boolean isKey = index > at
                && index - at < LONGEST_KEY
                && index < end
                && text.charAt(index) == ':'
                && isBlankOrEnd(index + 1)
                && text.charAt(at) != '-'
                && text.charAt(at) != '.';
        return isKey ? index : -1;
    }

    private static boolean isOfKey(char c) {
        return c >= 'a' && c <= 'z' || c >= '-' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private @Nullable String key(int colon) {
        String key = recentTexts.of(text, at, colon);
        return ScalarRules.resolve(key) instanceof String ? key : null;
    }

    private Node valueOfKey(int column) {
        int behind = column();
        skipBlanks();
        return isNothing() ? below(column, true, behind) : value(column);
    }

    private Node item(int column) {
        int behind = column();
        skipBlanks();
        if (isNothing()) {
            return below(column, false, behind);
        }
        if (isItem()) {
            throw new OddException();
        }
        return endOfKey() < 0 ? value(column) : mapping(at - start);
    }

    /// Whether the line ends here, but for a comment.
    private boolean isNothing() {
        return at == end || text.charAt(at) == '#';
    }

    /// What the lines below say; nothing if they are no further in.
    private Node below(int column, boolean isKey, int behind) {
        int here = line;
        nextLine();
        if (indent > column) {
            return isItem() ? sequence(indent) : mapping(indent);
        }
        if (isKey && indent == column && isItem()) {
            return sequence(indent);
        }
        return scalar(here, behind, null);
    }

    /// A value in this line, up to the next one.
    private Node value(int column) {
        Node value = switch (text.charAt(at)) {
            case '[' -> list();
            case '{' -> emptyMapping();
            case '"', '\'' -> quoted();
            default -> plain();
        };
        int behind = at;
        skipBlanks();
        boolean isEnd = at == end || text.charAt(at) == '#' && at > behind;
        nextLine();
        if (!isEnd || indent > column) {
            throw new OddException();
        }
        return value;
    }

    private Scalar scalar(int inLine, int inColumn, @Nullable Object value) {
        values++;
        var scalar = new Scalar(source, inLine, inColumn, value);
        if (!(value instanceof String string) || string.indexOf('$') < 0) {
            scalar.settle();
        }
        return scalar;
    }

    private Scalar quoted() {
        char quote = text.charAt(at);
        int close = text.indexOf(quote, at + 1, end);
        if (close < 0
                || quote == '\'' && close + 1 < end && text.charAt(close + 1) == '\''
                || quote == '"' && text.indexOf('\\', at, close) >= 0) {
            throw new OddException();
        }
        Scalar scalar = scalar(line, column(), recentTexts.of(text, at + 1, close));
        at = close + 1;
        return scalar;
    }

    private Scalar plain() {
        boolean isNegative = text.charAt(at) == '-' && !isBlankOrEnd(at + 1);
        if (!isNegative && INDICATORS.indexOf(text.charAt(at)) >= 0) {
            throw new OddException();
        }
        int stop = end;
        for (int hash = text.indexOf('#', at, end); hash >= 0; hash = text.indexOf('#', hash + 1, end)) {
            if (text.charAt(hash - 1) == ' ') {
                stop = hash;
                break;
            }
        }
        for (int colon = text.indexOf(':', at, stop); colon >= 0; colon = text.indexOf(':', colon + 1, stop)) {
            if (isBlankOrEnd(colon + 1)) {
                throw new OddException();
            }
        }
        return resolved(stop);
    }

    /// The plain text from here to there, without blanks behind it.
    private Scalar resolved(int to) {
        int stop = to;
        while (text.charAt(stop - 1) == ' ') {
            stop--;
        }
        Scalar scalar = scalar(line, column(), ScalarRules.resolve(recentTexts.of(text, at, stop)));
        at = stop;
        return scalar;
    }

    private Mapping emptyMapping() {
        if (!text.startsWith("{}", at)) {
            throw new OddException();
        }
        values++;
        var mapping = new Mapping(source, line, column());
        mapping.settle();
        at += 2;
        return mapping;
    }

    private Sequence list() {
        values++;
        var sequence = new Sequence(source, line, column());
        boolean isSettled = true;
        at++;
        skipBlanks();
        boolean isOpen = at == end || text.charAt(at) != ']';
        while (isOpen) {
            Scalar item = itemOfList();
            sequence.add(item);
            isSettled &= item.isSettled();
            skipBlanks();
            char next = at < end ? text.charAt(at) : ' ';
            if (next != ',' && next != ']') {
                throw new OddException();
            }
            isOpen = next == ',';
            if (isOpen) {
                at++;
                skipBlanks();
            }
        }
        at++;
        if (isSettled) {
            sequence.settle();
        }
        return sequence;
    }

    private Scalar itemOfList() {
        if (at < end && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            return quoted();
        }
        int stop = at;
        while (stop < end && text.charAt(stop) != ',' && text.charAt(stop) != ']') {
            if (ODD_IN_BRACKETS.indexOf(text.charAt(stop)) >= 0) {
                throw new OddException();
            }
            stop++;
        }
        if (stop == at || text.charAt(at) == '-') {
            throw new OddException();
        }
        return resolved(stop);
    }
}
