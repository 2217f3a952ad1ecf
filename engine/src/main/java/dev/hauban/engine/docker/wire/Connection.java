package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One connection to the daemon: bytes with limits, and failures as words that a person understands.
///
/// One thread may read while another writes. After any failure all there is left to do is to close it.
final class Connection {
    private final Transport transport;
    private final Deadlines deadlines;
    private final Troubles troubles;
    private final byte[] received = new byte[16 * 1024];
    private int at;
    private int end;
    /// In nanoseconds; 0 is for ever.
    private long silence;

    private volatile boolean closed;
    private boolean used;
    private long restingSince;

    Connection(Transport transport, Deadlines deadlines, Troubles troubles) {
        this.transport = transport;
        this.deadlines = deadlines;
        this.troubles = troubles;
    }

    Troubles troubles() {
        return troubles;
    }

    /// How long each single step may take from now on.
    void limit(Duration longest) {
        silence = longest.toNanos();
    }

    void unlimited() {
        silence = 0;
    }

    void connect() throws DockerTrouble, InterruptedException {
        boolean limited = begin();
        try {
            transport.connect();
        } catch (IOException failure) {
            throw broken(failure, limited, true);
        }
        end(limited);
    }

    /// The next byte; -1 after the last.
    int read() throws DockerTrouble, InterruptedException {
        return at < end || fill() ? received[at++] & 0xFF : -1;
    }

    /// @return at least one; -1 after the last
    int read(byte[] into, int offset, int length) throws DockerTrouble, InterruptedException {
        if (at == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - at);
        System.arraycopy(received, at, into, offset, count);
        at += count;
        return count;
    }

    /// Up to the next end of line, without it; empty where the connection has ended.
    Optional<String> line(int longest) throws DockerTrouble, InterruptedException {
        int next = read();
        if (next < 0) {
            return Optional.empty();
        }
        var line = new StringBuilder(80);
        while (next != '\n') {
            if (next < 0) {
                throw torn();
            }
            if (line.length() == longest) {
                throw troubles.garbled("a line of more than " + longest + " characters");
            }
            line.append((char) next);
            next = read();
        }
        if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return Optional.of(line.toString());
    }

    void write(byte[] bytes, int offset, int length) throws DockerTrouble, InterruptedException {
        boolean limited = begin();
        try {
            transport.write(bytes, offset, length);
        } catch (IOException failure) {
            throw broken(failure, limited, false);
        }
        end(limited);
    }

    void endOutput() throws DockerTrouble, InterruptedException {
        try {
            transport.endOutput();
        } catch (IOException failure) {
            throw broken(failure, false, false);
        }
    }

    /// The daemon ended it in the middle of something.
    DockerTrouble torn() {
        return troubles.gone(null, !used);
    }

    /// Has carried an answer, and waits for another request.
    void rest(long now) {
        used = true;
        restingSince = now;
    }

    boolean isUsed() {
        return used;
    }

    boolean isFresh(long now, long longestRest) {
        return at == end && now - restingSince < longestRest;
    }

    /// From any thread.
    void close() {
        closed = true;
        transport.close();
    }

    /// Whether it was closed here, and not by the daemon.
    boolean isClosed() {
        return closed;
    }

    private boolean fill() throws DockerTrouble, InterruptedException {
        boolean limited = begin();
        int count;
        try {
            count = transport.read(received, 0, received.length);
        } catch (IOException failure) {
            throw broken(failure, limited, false);
        }
        end(limited);
        at = 0;
        end = Math.max(count, 0);
        return count > 0;
    }

    private boolean begin() {
        if (silence == 0) {
            return false;
        }
        deadlines.begin(transport, System.nanoTime() + silence);
        return true;
    }

    private void end(boolean limited) throws DockerTrouble {
        if (limited && !deadlines.end(transport)) {
            throw troubles.slow(Duration.ofNanos(silence));
        }
    }

    private DockerTrouble broken(IOException failure, boolean limited, boolean connecting)
            throws DockerTrouble, InterruptedException {
        if (Thread.interrupted()) {
            if (limited) {
                deadlines.end(transport);
            }
            throw new InterruptedException();
        }
        end(limited);
        return connecting ? troubles.unreachable(failure) : troubles.gone(failure, !used);
    }
}
