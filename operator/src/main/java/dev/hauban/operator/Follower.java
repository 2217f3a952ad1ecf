package dev.hauban.operator;

import dev.hauban.event.Event;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Somebody who is told what happens, at their own pace. One who doesn't listen for too long is let go.
final class Follower {
    private static final int MOST_UNHEARD = 10_000;

    private final BlockingQueue<Optional<Event>> unheard = new LinkedBlockingQueue<>();
    private volatile boolean hasLeft;
    private volatile boolean isAnswered;

    void tell(Event event) {
        if (hasLeft) {
            return;
        }
        if (unheard.size() >= MOST_UNHEARD) {
            leave();
            return;
        }
        isAnswered = isAnswered || event instanceof Event.Settled;
        unheard.add(Optional.of(event));
    }

    /// The next thing that has happened; empty when nothing more will be told.
    Optional<Event> next() throws InterruptedException {
        return unheard.take();
    }

    /// Nothing more is told, and nothing more is heard once what was told has been.
    void leave() {
        hasLeft = true;
        unheard.add(Optional.empty());
    }

    boolean hasLeft() {
        return hasLeft;
    }

    /// Whether nothing is owed to them any more.
    boolean isContent() {
        return hasLeft || isAnswered;
    }
}
