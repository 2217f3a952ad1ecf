package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections to one daemon: those in use, and a few that wait for the next request.
final class Connections implements AutoCloseable {
    private static final int MOST_RESTING = 4;

    /// One that rested longer may lead to a daemon that was restarted in between; a new one costs less than finding
    /// out.
    private static final long LONGEST_REST = 1_000_000_000;

    private final DockerEndpoint endpoint;
    private final Troubles troubles;
    private final Deadlines deadlines = new Deadlines();
    private final Set<Connection> open = new HashSet<>();
    private final ArrayDeque<Connection> resting = new ArrayDeque<>();
    private volatile @Nullable TlsKeys keys;
    private boolean closed;

    Connections(DockerEndpoint endpoint, Troubles troubles) {
        this.endpoint = endpoint;
        this.troubles = troubles;
    }

    /// One that has rested, else a new one.
    Connection take(Duration limit) throws DockerTrouble, InterruptedException {
        Connection rested = rested();
        if (rested == null) {
            return connect(limit);
        }
        rested.limit(limit);
        return rested;
    }

    Connection connect(Duration limit) throws DockerTrouble, InterruptedException {
        Connection connection = new Connection(transport(), deadlines, troubles);
        connection.limit(limit);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            open.add(connection);
        }
        try {
            connection.connect();
            return connection;
        } catch (DockerTrouble | InterruptedException failure) {
            discard(connection);
            throw failure;
        }
    }

    void giveBack(Connection connection) {
        connection.rest(System.nanoTime());
        synchronized (this) {
            if (!closed && resting.size() < MOST_RESTING) {
                resting.push(connection);
                return;
            }
        }
        discard(connection);
    }

    void discard(Connection connection) {
        synchronized (this) {
            open.remove(connection);
        }
        connection.close();
    }

    /// Ends all that is under way, too.
    @Override
    public void close() {
        List<Connection> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(open);
            open.clear();
            resting.clear();
        }
        for (Connection connection : all) {
            connection.close();
        }
        deadlines.close();
    }

    private @Nullable Connection rested() {
        long now = System.nanoTime();
        Connection last;
        synchronized (this) {
            last = resting.poll();
        }
        while (last != null && !last.isFresh(now, LONGEST_REST)) {
            discard(last);
            synchronized (this) {
                last = resting.poll();
            }
        }
        return last;
    }

    private Transport transport() throws DockerTrouble {
        var tls = endpoint.tls();
        TlsKeys known = tls.isEmpty() ? null : keys(tls.get());
        try {
            ChannelTransport plain = ChannelTransport.to(endpoint.address());
            return known == null ? plain : new TlsTransport(plain, known);
        } catch (IOException failure) {
            throw troubles.unreachable(failure);
        }
    }

    private TlsKeys keys(DockerEndpoint.Tls tls) throws DockerTrouble {
        TlsKeys known = keys;
        if (known == null) {
            known = TlsKeys.read(tls, troubles);
            keys = known;
        }
        return known;
    }
}
