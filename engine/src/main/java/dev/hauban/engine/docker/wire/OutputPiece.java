package dev.hauban.engine.docker.wire;

/// Some of what a process inside a container has written. It may end anywhere, even within a character.
public record OutputPiece(Source source, byte[] bytes) {
    public enum Source {
        STANDARD_OUTPUT,
        STANDARD_ERROR
    }
}
