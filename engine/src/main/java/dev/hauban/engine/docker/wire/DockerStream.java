package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// An answer that is read while it comes: events, progress, logs, an archive. It is taken in one of three ways, as
/// objects, as output or as bytes, and waits without limit; [#close()] from another thread ends the wait, and so does
/// interrupting the thread that reads.
public final class DockerStream implements AutoCloseable {
    private final Connections connections;
    private final Head head;
    private final Body body;
    private final JsonObjects objects;
    private final AtomicBoolean closed = new AtomicBoolean();

    DockerStream(Connections connections, Head head, Body body) {
        this.connections = connections;
        this.head = head;
        this.body = body;
        this.objects = new JsonObjects(body);
    }

    public Optional<String> header(String name) {
        return head.headers().find(name);
    }

    /// Waits for the next JSON object; empty after the last, and when this was closed by another thread.
    public Optional<Json.Members> nextObject() throws DockerException, InterruptedException {
        try {
            return objects.next();
        } catch (DockerTrouble trouble) {
            if (body.connection.isClosed()) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    /// @param isTerminal whether the container has a terminal, which its output then comes from as it is
    public OutputReader output(boolean isTerminal) {
        return new OutputReader(body, isTerminal);
    }

    /// Closing it closes this. A read that is interrupted throws [java.nio.channels.ClosedByInterruptException] and
    /// leaves the thread interrupted, as channels do.
    public InputStream bytes() {
        return new Bytes();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (body.isOver() && head.persistent()) {
            connections.giveBack(body.connection);
        } else {
            connections.discard(body.connection);
        }
    }

    private final class Bytes extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            try {
                return body.read(into, offset, length);
            } catch (InterruptedException interrupted) {
                throw Interruption.ofStream();
            }
        }

        @Override
        public void close() {
            DockerStream.this.close();
        }
    }
}
