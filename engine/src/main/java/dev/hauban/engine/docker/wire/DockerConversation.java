package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.io.OutputStream;

/// A connection that belongs to a process inside a container: what is written is its standard input, what is read is
/// what it writes. One thread may read while another writes; [#close()] from any thread ends both.
public final class DockerConversation implements AutoCloseable {
    private final Connections connections;
    private final Body body;

    DockerConversation(Connections connections, Body body) {
        this.connections = connections;
        this.body = body;
    }

    /// @param isTerminal whether the process was given a terminal
    public OutputReader output(boolean isTerminal) {
        return new OutputReader(body, isTerminal);
    }

    /// The process's standard input; nothing is held back. Closing it tells the process that there is no more, and
    /// leaves its output open. A write that is interrupted throws [java.nio.channels.ClosedByInterruptException]
    /// and leaves the thread interrupted, as channels do.
    public OutputStream input() {
        return new Input();
    }

    @Override
    public void close() {
        connections.discard(body.connection);
    }

    private final class Input extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                body.connection.write(bytes, offset, length);
            } catch (InterruptedException interrupted) {
                throw Interruption.ofStream();
            }
        }

        @Override
        public void close() throws IOException {
            try {
                body.connection.endOutput();
            } catch (InterruptedException interrupted) {
                throw Interruption.ofStream();
            }
        }
    }
}
