package dev.hauban.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The input of a command, read on behalf of somebody who has to know whether it could be read to its end: a command
/// that gets half of it takes that for all, and may end well.
public final class GivenInput extends FilterInputStream {
    private volatile @Nullable IOException failure;

    public GivenInput(InputStream input) {
        super(input);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException unreadable) {
            failure = unreadable;
            throw unreadable;
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException unreadable) {
            failure = unreadable;
            throw unreadable;
        }
    }

    /// @throws IOException the one that ended the reading, if one did
    public void check() throws IOException {
        IOException known = failure;
        if (known != null) {
            throw known;
        }
    }
}
