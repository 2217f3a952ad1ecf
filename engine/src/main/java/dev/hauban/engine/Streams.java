package dev.hauban.engine;

import java.io.InputStream;
import java.io.OutputStream;

/// What a command reads, and where the two things go that it writes.
public record Streams(InputStream input, OutputStream output, OutputStream error) {
    /// Of a command that reads nothing.
    public static Streams withoutInput(OutputStream output, OutputStream error) {
        return new Streams(InputStream.nullInputStream(), output, error);
    }
}
