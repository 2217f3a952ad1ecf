package dev.hauban.engine.docker.wire;

import java.io.IOException;

/// Bytes to and from a daemon. One thread may read while another writes; [#close()] from any thread ends both, and so
/// does interrupting the thread that reads or writes.
interface Transport extends AutoCloseable {
    void connect() throws IOException;

    /// @return how many bytes came, at least one; -1 after the last
    int read(byte[] into, int offset, int length) throws IOException;

    void write(byte[] from, int offset, int length) throws IOException;

    /// Tells the daemon that nothing more will be written; it may go on speaking.
    void endOutput() throws IOException;

    @Override
    void close();
}
