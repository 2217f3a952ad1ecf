package dev.faildaily.backend.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faildaily.web.Refusal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ThrottleTest {

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Throttle throttle = new Throttle(2, Duration.ofMinutes(10), () -> now);

    @Test
    void refuses_when_the_tries_are_used_up_until_the_window_is_over() {
        throttle.count("ada");
        assertThatCode(() -> throttle.check("ada")).doesNotThrowAnyException();
        throttle.count("ada");
        assertThatThrownBy(() -> throttle.check("ada"))
                .isInstanceOf(Refusal.class)
                .hasMessage("Too many tries. Please wait 10 minutes.");

        now = now.plus(Duration.ofMinutes(10));
        assertThatCode(() -> throttle.check("ada")).doesNotThrowAnyException();
    }

    @Test
    void others_are_not_held_up_and_a_success_forgets() {
        throttle.count("ada");
        throttle.count("ada");
        assertThatCode(() -> throttle.check("grace")).doesNotThrowAnyException();

        throttle.forget("ada");
        assertThatCode(() -> throttle.check("ada")).doesNotThrowAnyException();
    }
}
