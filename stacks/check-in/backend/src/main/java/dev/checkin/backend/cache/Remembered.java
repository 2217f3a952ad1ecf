package dev.checkin.backend.cache;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Texts that are dear to compute, kept in Redis until something changes that they say.
///
/// Whoever computes one notes which version of the facts they began with. A change makes another version; so what was
/// computed from older facts is never taken for today's, however late it is written down.
public final class Remembered {
    /// Should the word of a change not reach Redis, what it keeps is wrong for no longer than this.
    private static final Duration LIFE = Duration.ofSeconds(30);

    private static final String VERSION = "version";
    private static final String TEXT = "text";
    private static final String TEXT_OF = "textOf";

    private final Redis redis;
    private final String prefix;
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();

    public Remembered(Redis redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
    }

    public String get(String key, Supplier<String> compute) {
        var known = redis.ask(client -> client.hmget(prefix + key, VERSION, TEXT, TEXT_OF))
                .map(Remembered::withoutNulls)
                .orElse(List.of("", "", ""));
        var version = known.get(0);
        var text = known.get(1);
        if (!text.isEmpty() && known.get(2).equals(version)) {
            hits.incrementAndGet();
            return text;
        }
        misses.incrementAndGet();
        var computed = compute.get();
        redis.keep(prefix + key, Map.of(TEXT, computed, TEXT_OF, version), LIFE);
        return computed;
    }

    private static List<String> withoutNulls(List<String> fields) {
        return fields.stream().map(field -> field == null ? "" : field).toList();
    }

    /// To be called after the facts have changed, not before.
    public void changed(String key) {
        redis.keep(prefix + key, Map.of(VERSION, UUID.randomUUID().toString()), LIFE);
    }

    public long hits() {
        return hits.get();
    }

    public long misses() {
        return misses.get();
    }
}
