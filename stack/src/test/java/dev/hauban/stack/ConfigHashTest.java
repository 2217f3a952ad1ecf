package dev.hauban.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConfigHashTest {
    @Test
    void is_taken_when_somebody_asks_and_then_once() {
        var asked = new AtomicInteger();
        ConfigHash hash = ConfigHash.later(() -> "abc" + asked.incrementAndGet());
        assertThat(asked).hasValue(0);
        assertThat(hash.text()).isEqualTo("abc1");
        assertThat(hash).hasToString("abc1");
        assertThat(asked).hasValue(1);
    }

    @Test
    void two_are_equal_when_their_texts_are_however_they_came_to_them() {
        assertThat(ConfigHash.of("abc"))
                .isEqualTo(ConfigHash.later(() -> "abc"))
                .hasSameHashCodeAs(ConfigHash.later(() -> "abc"))
                .isNotEqualTo(ConfigHash.of("def"));
    }
}
