package dev.emailight.redis;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import redis.clients.jedis.params.SetParams;

/// Answers that are kept for a while. Each belongs to somebody, and is kept under the revision of what is theirs: a
/// change
/// gives them a new one, so that nobody reads an old answer, not even one that was being made while the change was.
public final class Cache {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration REVISION_KEPT = Duration.ofDays(1);

    private final Redis redis;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    public Cache(Redis redis) {
        this.redis = redis;
    }

    /// @param name of the answer, as an address: `/users/123/messages`
    /// @param make asks the database, where the answer is not there
    public String read(String owner, String name, Supplier<String> make) {
        var key = "CACHE:api:" + name + ":" + revision(owner);
        var kept = redis.client().get(key);
        if (kept != null) {
            hits.increment();
            return kept;
        }
        misses.increment();
        var made = make.get();
        redis.client().set(key, made, SetParams.setParams().ex(KEPT.toSeconds()));
        return made;
    }

    /// To be called after the database has the change.
    public void changed(String owner) {
        redis.client().set(key(owner), fresh(), SetParams.setParams().ex(REVISION_KEPT.toSeconds()));
    }

    /// Changes with everything that is theirs.
    public String revision(String owner) {
        var known = redis.client().get(key(owner));
        if (known != null) {
            return known;
        }
        // It may have been forgotten, or never been; of two who find that, the first counts.
        redis.client().set(key(owner), fresh(), SetParams.setParams().nx().ex(REVISION_KEPT.toSeconds()));
        var now = redis.client().get(key(owner));
        return now == null ? fresh() : now;
    }

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.sum();
    }

    private static String key(String owner) {
        return "CACHE:revision:/users/" + owner;
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
