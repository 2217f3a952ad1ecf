package dev.hauban.compose.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/// Plain texts between brackets, by the rules of YAML 1.1 that go-yaml still has: a question mark ends them, a colon
/// belongs to them unless a space follows, and they don't begin with either.
final class BracketTexts {
    private final String text;
    private final Offsets offsets;
    private int depth;

    BracketTexts(String text, Offsets offsets) {
        this.text = text;
        this.offsets = offsets;
    }

    /// What is wrong with a plain text that was taken for one of YAML 1.2, or null if both take it for the same.
    @Nullable
    String refusal(Event event) {
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> depth += ((CollectionStartEvent) event).isFlow() ? 1 : 0;
            case MappingEnd, SequenceEnd -> depth -= depth > 0 ? 1 : 0;
            default -> {}
        }
        return depth > 0
                        && event instanceof ScalarEvent scalar
                        && scalar.isPlain()
                        && !scalar.getValue().isEmpty()
                ? refusal(scalar)
                : null;
    }

    private @Nullable String refusal(ScalarEvent scalar) {
        String value = scalar.getValue();
        if (value.indexOf('?') >= 0) {
            return "a `?` ends a text between brackets";
        }
        if (value.charAt(0) == ':') {
            return "a text between brackets can't begin with a `:`";
        }
        return isFollowed(scalar, "[{") ? "a space has to be between the colon and the bracket" : null;
    }

    /// Whether the text ends with the colon that follows it.
    boolean keepsColon(Event event) {
        return depth > 0
                && event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && !scalar.getValue().isEmpty()
                && isFollowed(scalar, ",]}");
    }

    /// Whether what YAML 1.2 takes for a pair in a list is a text.
    boolean isText(CollectionStartEvent start, Event first) {
        return start instanceof MappingStartEvent
                && start.isFlow()
                && keepsColon(first)
                && text.charAt(offsets.of(start.getStartMark().orElseThrow())) != '{';
    }

    private boolean isFollowed(ScalarEvent scalar, String by) {
        int end = offsets.of(scalar.getEndMark().orElseThrow());
        return text.startsWith(":", end) && end + 1 < text.length() && by.indexOf(text.charAt(end + 1)) >= 0;
    }
}
