package dev.emailight.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetriesTest {
    @Test
    void pauses_grow_and_end() {
        assertThat(Retries.after(1)).contains(Duration.ofSeconds(5));
        assertThat(Retries.after(2)).contains(Duration.ofSeconds(20));
        assertThat(Retries.after(7)).contains(Duration.ofHours(4));
        assertThat(Retries.after(8)).isEmpty();
    }
}
