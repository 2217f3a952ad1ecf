package dev.todoapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RateLimit limit = new RateLimit(2, now::get);

    @Test
    void the_count_begins_anew_when_the_minute_is_over() {
        assertThat(limit.count("a").isAllowed()).isTrue();
        now.set(Instant.EPOCH.plusSeconds(20));
        assertThat(limit.count("a").left()).isZero();
        assertThat(limit.count("a")).isEqualTo(new RateLimit.Verdict(false, 0, Duration.ofSeconds(40)));
        assertThat(limit.count("b").isAllowed()).isTrue();
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(limit.count("a").isAllowed()).isTrue();
    }
}
