package dev.emailight.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emailight.Stores;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CacheTest {
    private final Stores stores = new Stores();
    private final Redis redis = Redis.at(stores.settings().redis());
    private final Cache cache = new Cache(redis);

    CacheTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        redis.close();
        stores.close();
    }

    @Test
    void an_answer_is_made_once_and_again_after_a_change() {
        assertThat(cache.read("ada", "/x", () -> "old")).isEqualTo("old");
        assertThat(cache.read("ada", "/x", () -> "new")).isEqualTo("old");
        assertThat(cache.read("ada", "/y", () -> "other")).isEqualTo("other");
        cache.changed("bob");
        assertThat(cache.read("ada", "/x", () -> "new")).isEqualTo("old");
        cache.changed("ada");
        assertThat(cache.read("ada", "/x", () -> "new")).isEqualTo("new");
        assertThat(cache.hits()).isEqualTo(2);
        assertThat(cache.misses()).isEqualTo(3);
    }

    @Test
    void an_answer_that_was_begun_before_a_change_is_nobody_s_afterwards() {
        cache.read("ada", "/x", () -> {
            cache.changed("ada");
            return "old";
        });
        assertThat(cache.read("ada", "/x", () -> "new")).isEqualTo("new");
    }

    @Test
    void nothing_is_kept_for_ever() {
        cache.read("ada", "/x", () -> "old");
        for (var key : redis.client().keys("CACHE:*")) {
            assertThat(redis.client().ttl(key)).as(key).isPositive();
        }
    }

    @Test
    void a_limit_gives_all_or_nothing_and_all_again_when_its_window_is_over() throws Exception {
        var limit = new Limit(redis, 3, Duration.ofSeconds(1));
        assertThat(limit.take("ada", 2)).isTrue();
        assertThat(limit.take("ada", 2)).isFalse();
        assertThat(limit.left("ada")).isEqualTo(1);
        assertThat(limit.take("ada", 1)).isTrue();
        assertThat(limit.take("bob", 3)).isTrue();
        limit.giveBack("ada");
        assertThat(limit.left("ada")).isEqualTo(1);
        assertThat(limit.wait("ada")).isPresent();
        Thread.sleep(Duration.ofMillis(1_100));
        assertThat(limit.left("ada")).isEqualTo(3);
        assertThat(limit.wait("ada")).isEmpty();
        limit.giveBack("ada");
        assertThat(limit.left("ada")).isEqualTo(3);
    }
}
