package dev.todolist.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// The brake on guessing and on flooding: so many tries within a window for each key (an address, a name), then no more
/// until the window is over. Kept in memory: each instance counts for itself.
final class Throttle {
    private record Window(Instant ends, int tries) {}

    private static final int MANY = 10_000;

    private final int allowed;
    private final Duration length;
    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    Throttle(int allowed, Duration length, InstantSource clock) {
        this.allowed = allowed;
        this.length = length;
        this.clock = clock;
    }

    synchronized boolean isUsedUp(String key) {
        var window = windows.get(key);
        return window != null && window.tries >= allowed && clock.instant().isBefore(window.ends);
    }

    synchronized void count(String key) {
        var now = clock.instant();
        if (windows.size() > MANY) {
            windows.values().removeIf(window -> now.isAfter(window.ends));
        }
        windows.merge(
                key,
                new Window(now.plus(length), 1),
                (old, fresh) -> now.isAfter(old.ends) ? fresh : new Window(old.ends, old.tries + 1));
    }

    synchronized void forget(String key) {
        windows.remove(key);
    }
}
