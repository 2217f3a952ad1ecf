package dev.emailight.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// So much within a window, then no more until it is over. Counted in Redis: every instance of the program sees the
/// same.
public final class Limit {
    /// Takes nothing at all where not all of it is left.
    private static final String TAKE = """
            local used = tonumber(redis.call('GET', KEYS[1]) or '0')
            if used + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return 0 end
            if redis.call('INCRBY', KEYS[1], ARGV[1]) == tonumber(ARGV[1]) then
              redis.call('EXPIRE', KEYS[1], ARGV[3])
            end
            return 1
            """;

    private static final String GIVE_BACK = """
            if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end
            return 0
            """;

    private final Redis redis;
    private final int allowed;
    private final Duration window;

    public Limit(Redis redis, int allowed, Duration window) {
        this.redis = redis;
        this.allowed = allowed;
        this.window = window;
    }

    public int allowed() {
        return allowed;
    }

    /// @return whether there was so much left; it is used up now
    public boolean take(String name, int amount) {
        var answer = redis.run(
                TAKE,
                List.of(key(name)),
                List.of(Integer.toString(amount), Integer.toString(allowed), Long.toString(window.toSeconds())));
        return Long.valueOf(1).equals(answer);
    }

    /// One that was taken and turned out not to count.
    public void giveBack(String name) {
        redis.run(GIVE_BACK, List.of(key(name)), List.of());
    }

    public int left(String name) {
        var used = redis.client().get(key(name));
        return Math.max(0, allowed - (used == null ? 0 : Integer.parseInt(used)));
    }

    /// Until all of it is there again; empty when it is.
    public Optional<Duration> wait(String name) {
        var milliseconds = redis.client().pttl(key(name));
        return milliseconds > 0 ? Optional.of(Duration.ofMillis(milliseconds)) : Optional.empty();
    }

    public void forget(String name) {
        redis.client().del(key(name));
    }

    private static String key(String name) {
        return "RATE_LIMIT:" + name;
    }
}
