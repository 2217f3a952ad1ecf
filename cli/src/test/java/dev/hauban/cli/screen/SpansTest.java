package dev.hauban.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpansTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.4S, Less than a second",
        "PT1S, 1 second",
        "PT59S, 59 seconds",
        "PT60S, About a minute",
        "PT119S, About a minute",
        "PT2M, 2 minutes",
        "PT59M59S, 59 minutes",
        "PT1H, About an hour",
        "PT47H, 47 hours",
        "P2D, 2 days",
        "P13D, 13 days",
        "P14D, 2 weeks",
        "P59D, 8 weeks",
        "P60D, 2 months",
        "P730D, 2 years"
    })
    void ages_are_told_in_dockers_words(Duration age, String words) {
        assertThat(Spans.rough(age)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT0.05S, 0.0s", "PT1.25S, 1.2s", "PT59.9S, 59.9s", "PT2M5S, 2m05s", "PT-1S, 0.0s"})
    void waiting_is_told_exactly(Duration span, String words) {
        assertThat(Spans.exact(span)).isEqualTo(words);
    }
}
