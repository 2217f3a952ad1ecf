package dev.hauban.engine.docker.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.DefectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
    @ParameterizedTest
    @CsvSource({
        "0s, PT0S",
        "0, PT0S",
        "1m30s, PT1M30S",
        "1h0m0.5s, PT1H0.5S",
        "500ms, PT0.5S",
        "1.5s, PT1.5S",
        "250µs, PT0.00025S",
        "7ns, PT0.000000007S",
        "-5s, PT-5S"
    })
    void durations_are_read_as_go_writes_them(String text, Duration duration) {
        assertThat(Spans.of(text)).isEqualTo(duration);
    }

    @Test
    void anything_else_is_our_mistake() {
        assertThatThrownBy(() -> Spans.of("5 minutes")).isInstanceOf(DefectException.class);
    }
}
