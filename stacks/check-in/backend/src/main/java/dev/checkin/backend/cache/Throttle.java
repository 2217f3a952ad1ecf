package dev.checkin.backend.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.params.SetParams;

/// The brake on guessing and on flooding: so many tries within a window for each key (an address, a name), then no more
/// until the window is over. Counted in Redis for all backends together; while it is away, each counts for itself.
public final class Throttle {
    private record Window(Instant ends, int tries) {}

    private static final int MANY = 10_000;
    private static final String PREFIX = "checkin:tries:";

    private final Redis redis;
    private final int allowed;
    private final Duration length;
    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();

    public Throttle(Redis redis, int allowed, Duration length, InstantSource clock) {
        this.redis = redis;
        this.allowed = allowed;
        this.length = length;
        this.clock = clock;
    }

    public boolean isUsedUp(String key) {
        long counted = redis.ask(client -> client.get(PREFIX + key))
                .map(Long::parseLong)
                .orElse(0L);
        return Math.max(counted, countedHere(key)) >= allowed;
    }

    private synchronized int countedHere(String key) {
        var window = windows.get(key);
        return window != null && clock.instant().isBefore(window.ends) ? window.tries : 0;
    }

    public void count(String key) {
        var counted = redis.ask(client -> {
            try (var pipeline = client.pipelined()) {
                // The window begins with the first try; a count without an end can't come about.
                pipeline.set(PREFIX + key, "0", SetParams.setParams().nx().ex(length.toSeconds()));
                var tries = pipeline.incr(PREFIX + key);
                pipeline.sync();
                return tries.get();
            }
        });
        if (counted.isEmpty()) {
            countHere(key);
        }
    }

    private synchronized void countHere(String key) {
        var now = clock.instant();
        if (windows.size() > MANY) {
            windows.values().removeIf(window -> now.isAfter(window.ends));
        }
        windows.merge(
                key,
                new Window(now.plus(length), 1),
                (old, fresh) -> now.isAfter(old.ends) ? fresh : new Window(old.ends, old.tries + 1));
    }

    public void forget(String key) {
        redis.ask(client -> client.del(PREFIX + key));
        synchronized (this) {
            windows.remove(key);
        }
    }
}
