package dev.hauban.json;

import java.io.IOException;
import java.util.Optional;

/// What was read is not JSON, or not of the shape that was expected. The message is for people.
///
/// It is an `IOException` because it comes from where those come from, a file or a peer, and is answered
/// in the same place: by the room that knows what was being read.
public final class MalformedJson extends IOException {
    /// Where in the text, counted from 1.
    public record Position(int line, int column) {}

    private final transient Optional<Position> position;

    private MalformedJson(String message, Optional<Position> position) {
        super(message);
        this.position = position;
    }

    static MalformedJson at(Position position, String what) {
        return new MalformedJson(
                "line " + position.line() + ", column " + position.column() + ": " + what, Optional.of(position));
    }

    /// For the rooms that read values of their own out of JSON and find one that cannot be.
    public static MalformedJson shape(String what) {
        return new MalformedJson(what, Optional.empty());
    }

    /// Empty where the text was JSON, only not the one that was expected.
    public Optional<Position> position() {
        return position;
    }
}
