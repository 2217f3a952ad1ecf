package dev.hauban.engine.docker.wire;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Closes connections on which the daemon says nothing for too long: a blocking channel of its own knows no limit.
///
/// Its one thread begins with the first limit and ends with [#close()].
final class Deadlines implements AutoCloseable {
    private final List<Watched> watched = new ArrayList<>();
    private @Nullable Thread thread;
    private long nextLook;
    private boolean closed;

    private record Watched(Transport transport, long moment) {}

    /// From now until [#end] the transport is closed when the moment comes.
    ///
    /// @param moment by `System.nanoTime`
    synchronized void begin(Transport transport, long moment) {
        watched.add(new Watched(transport, moment));
        if (thread == null) {
            nextLook = moment;
            thread = Thread.ofPlatform().daemon().name("docker time limits").start(this::look);
        } else if (moment - nextLook < 0) {
            nextLook = moment;
            notifyAll();
        }
    }

    /// Whether it was in time.
    synchronized boolean end(Transport transport) {
        for (int at = 0; at < watched.size(); at++) {
            if (watched.get(at).transport() == transport) {
                watched.remove(at);
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized void look() {
        try {
            while (!closed) {
                long pause = nextLook - System.nanoTime();
                if (pause > 0) {
                    wait(pause / 1_000_000 + 1);
                } else {
                    closeTheLate(System.nanoTime());
                }
            }
        } catch (InterruptedException end) {
            return;
        }
    }

    /// Leaves in `nextLook` when there is something to do again: an hour from now where nothing is watched.
    private void closeTheLate(long now) {
        nextLook = now + 3_600_000_000_000L;
        for (Iterator<Watched> each = watched.iterator(); each.hasNext(); ) {
            Watched one = each.next();
            if (one.moment() - now <= 0) {
                each.remove();
                one.transport().close();
            } else if (one.moment() - nextLook < 0) {
                nextLook = one.moment();
            }
        }
    }
}
