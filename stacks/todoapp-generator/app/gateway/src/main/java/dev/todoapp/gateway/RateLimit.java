package dev.todoapp.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// So many requests of one address within a minute, then no more until the minute is over.
final class RateLimit {
    static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MANY = 10_000;

    private record Count(Instant ends, int requests) {}

    /// @param left how many more there may be
    /// @param pause until the count begins anew
    record Verdict(boolean isAllowed, int left, Duration pause) {}

    private final int most;
    private final InstantSource clock;
    private final Map<String, Count> counts = new HashMap<>();

    RateLimit(int most, InstantSource clock) {
        this.most = most;
        this.clock = clock;
    }

    int most() {
        return most;
    }

    synchronized Verdict count(String address) {
        var now = clock.instant();
        // What is over is forgotten, so that a crowd of addresses doesn't fill the memory.
        if (counts.size() > MANY) {
            counts.values().removeIf(count -> !now.isBefore(count.ends));
        }
        var count = counts.get(address);
        if (count == null || !now.isBefore(count.ends)) {
            count = new Count(now.plus(WINDOW), 0);
        }
        var isAllowed = count.requests < most;
        if (isAllowed) {
            count = new Count(count.ends, count.requests + 1);
        }
        counts.put(address, count);
        return new Verdict(isAllowed, most - count.requests, Duration.between(now, count.ends));
    }
}
