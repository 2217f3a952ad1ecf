package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/// Carries an interruption through streams of bytes, whose methods can't declare it, the way channels do.
final class Interruption {
    private Interruption() {}

    /// To be thrown where an interruption was caught.
    static IOException ofStream() {
        Thread.currentThread().interrupt();
        return new ClosedByInterruptException();
    }

    /// The failure of code that wrote to or read from such a stream.
    static IOException unwrapped(IOException failure) throws InterruptedException {
        if (failure instanceof ClosedByInterruptException && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return failure;
    }
}
