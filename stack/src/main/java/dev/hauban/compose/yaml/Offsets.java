package dev.hauban.compose.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;

/// Where a mark is in a text. Marks count code points, and most are asked for in their order: then the way from the
/// last one is short.
final class Offsets {
    private final String text;
    private final boolean hasPairs;
    private int lastIndex;
    private int lastOffset;

    Offsets(String text) {
        this.text = text;
        this.hasPairs = text.codePointCount(0, text.length()) != text.length();
    }

    int of(Mark mark) {
        if (!hasPairs) {
            return mark.getIndex();
        }
        lastOffset = text.offsetByCodePoints(lastOffset, mark.getIndex() - lastIndex);
        lastIndex = mark.getIndex();
        return lastOffset;
    }
}
