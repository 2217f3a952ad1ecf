package dev.hauban.compose.yaml;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Finds the tabs at the beginning of lines that go-yaml refuses and YAML 1.2 allows: in lines that are otherwise
/// empty, before comments and values, behind `-` and `?`. Inside quotes, brackets and blocks, and below a plain
/// text that goes on, they may stand.
final class Tabs {
    private static final String INDICATORS = "-?";

    private final String text;
    private final int[] starts;
    private final Deque<Integer> indents = new ArrayDeque<>();
    private int depthOfFlow;
    private @Nullable Event previous;
    private int line;

    private Tabs(String text) {
        this.text = text;
        this.starts = starts(text);
    }

    /// Null if no tab is where a line or an item begins: then there is nothing to find.
    static @Nullable Tabs of(String text) {
        for (int at = text.indexOf('\t'); at >= 0; at = text.indexOf('\t', at + 1)) {
            char before = beforeBlanks(text, at);
            if ("\n\r".indexOf(before) >= 0 || INDICATORS.indexOf(before) >= 0) {
                return new Tabs(text);
            }
        }
        return null;
    }

    /// The last character before this place that is neither a space nor a tab; a line break at the beginning.
    private static char beforeBlanks(String text, int place) {
        int at = place - 1;
        while (at >= 0 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at--;
        }
        return at < 0 ? '\n' : text.charAt(at);
    }

    /// Looks at the lines that begin between the event before this one and this one.
    ///
    /// @param refused is told the index of each line with a tab that may not stand there
    void see(Event event, IntConsumer refused) {
        int last = event.getStartMark().orElseThrow().getLine();
        if (previous instanceof ScalarEvent scalar && (scalar.isLiteral() || scalar.isFolded())) {
            block(scalar, last, refused);
        }
        for (line = Math.max(line, firstLine()); line <= last; line++) {
            int spaces = spaces(line);
            if (isTab(line, spaces) && !mayStand(spaces) && !isBetweenComments(last)) {
                refused.accept(line);
            }
        }
        if (depthOfFlow == 0 && isBehindIndicator(event)) {
            refused.accept(last);
        }
        remember(event);
    }

    /// Whether a tab is behind `-` or `?`, before the value or where there is none.
    private boolean isBehindIndicator(Event event) {
        int end = offset(event.getStartMark().orElseThrow());
        if (event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty()) {
            while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
                end++;
            }
        }
        boolean isTab = false;
        // What a block ends with is no indicator.
        int from = previous == null ? 0 : offset(previous.getEndMark().orElseThrow());
        for (int i = end - 1; i >= from && (text.charAt(i) == ' ' || text.charAt(i) == '\t'); i--) {
            isTab |= text.charAt(i) == '\t';
        }
        return isTab && INDICATORS.indexOf(beforeBlanks(text, end)) >= 0;
    }

    /// The first line that begins after the event before.
    private int firstLine() {
        return previous == null ? 0 : previous.getStartMark().orElseThrow().getLine() + 1;
    }

    private void remember(Event event) {
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> {
                if (((CollectionStartEvent) event).isFlow()) {
                    depthOfFlow++;
                } else if (depthOfFlow == 0) {
                    indents.push(event.getStartMark().orElseThrow().getColumn());
                }
            }
            case MappingEnd, SequenceEnd -> {
                if (depthOfFlow > 0) {
                    depthOfFlow--;
                } else if (!indents.isEmpty()) {
                    indents.pop();
                }
            }
            default -> {}
        }
        previous = event;
    }

    private boolean mayStand(int spaces) {
        if (previous instanceof ScalarEvent scalar
                && !(scalar.isPlain() && scalar.getValue().isEmpty())) {
            int end = offset(scalar.getEndMark().orElseThrow());
            if (scalar.isPlain()
                    && text.substring(Math.min(end, starts[line]), starts[line]).isBlank()) {
                return spaces >= indent();
            }
            if (starts[line] < end) {
                return true;
            }
        }
        return depthOfFlow > 0;
    }

    /// Whether there is a line with a comment before this one, and none with anything else before the next comment: all
    /// that is between comments is one with them.
    private boolean isBetweenComments(int last) {
        int next = line;
        while (next < last && isEmpty(next, blanks(next))) {
            next++;
        }
        boolean isBetween = isComment(next);
        int before = line - 1;
        while (isBetween && before >= firstAfterToken() && isEmpty(before, blanks(before))) {
            before--;
        }
        return isBetween && before >= firstAfterToken() && isComment(before);
    }

    private int firstAfterToken() {
        return previous == null || previous.getEventId() == Event.ID.StreamStart
                ? 0
                : previous.getEndMark().orElseThrow().getLine() + 1;
    }

    private boolean isComment(int ofLine) {
        int at = starts[ofLine] + blanks(ofLine);
        return at < text.length() && text.charAt(at) == '#';
    }

    private int blanks(int ofLine) {
        int at = starts[ofLine];
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at - starts[ofLine];
    }

    /// Where the lines of the value that is being read have to begin.
    private int indent() {
        return indents.isEmpty() ? 0 : indents.peek() + 1;
    }

    /// Inside a block and in the empty lines after it, tabs may not stand where its lines have their indentation.
    private void block(ScalarEvent block, int last, IntConsumer refused) {
        int first = block.getStartMark().orElseThrow().getLine() + 1;
        int indent = explicitIndent(block);
        int deepest = indent();
        for (line = Math.max(line, first); line <= last; line++) {
            int spaces = spaces(line);
            boolean isIndented = indent > 0 && spaces >= indent;
            if (!isIndented && isTab(line, spaces)) {
                refused.accept(line);
            } else if (!isIndented && !isEmpty(line, spaces)) {
                if (indent > 0 || spaces < deepest) {
                    return;
                }
                indent = Math.max(spaces, 1);
            }
            deepest = Math.max(deepest, spaces);
        }
    }

    /// The indentation that the block's first line names, or 0 if its lines show it.
    private int explicitIndent(ScalarEvent block) {
        Mark start = block.getStartMark().orElseThrow();
        for (int at = offset(start) + 1; at < text.length() && "+-0123456789".indexOf(text.charAt(at)) >= 0; at++) {
            if (Character.isDigit(text.charAt(at))) {
                return (indents.isEmpty() ? 0 : indents.peek()) + text.charAt(at) - '0';
            }
        }
        return 0;
    }

    private int spaces(int ofLine) {
        int at = starts[ofLine];
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at - starts[ofLine];
    }

    private boolean isTab(int ofLine, int spaces) {
        int at = starts[ofLine] + spaces;
        return at < text.length() && text.charAt(at) == '\t';
    }

    private boolean isEmpty(int ofLine, int spaces) {
        int at = starts[ofLine] + spaces;
        return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private int offset(Mark mark) {
        return text.offsetByCodePoints(starts[mark.getLine()], mark.getColumn());
    }

    /// Where each line begins.
    private static int[] starts(String text) {
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
                starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
