package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MomentsTest {
    @ParameterizedTest
    @CsvSource({
        "10m, 2026-01-01T11:50:00Z", "1h30m, 2026-01-01T10:30:00Z", "1.5s, 2026-01-01T11:59:58.500Z",
        "250ms, 2026-01-01T11:59:59.750Z", "2d, 2025-12-30T12:00:00Z", "2026-01-01T01:02:03Z, 2026-01-01T01:02:03Z",
        "2026-01-01T01:02:03+01:00, 2026-01-01T00:02:03Z", "1767268800, 2026-01-01T12:00:00Z"
    })
    void what_people_type_is_understood(String text, Instant moment) {
        assertThat(Moments.parse(text, Shop.NOW)).isEqualTo(moment);
    }
}
