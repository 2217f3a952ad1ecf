package dev.hauban.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How soon a test that failed is run again while its instance is starting.
class EagerTestsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    /// Of fifty, each is tested every four seconds: twelve tests a second, of 20 ms of a core each.
    @ParameterizedTest
    @CsvSource({
        "1,  1,  60,   240",
        "1,  20, 60,   1000",
        "9,  1,  60,   1000",
        "12, 20, 60,   1000",
        "50, 1,  3,    600",
        "50, 1,  60,   4000",
        "50, 20, 60,   4000",
        "50, 20, 9000, 9000",
    })
    void theMoreAreStartingTheRarerIsEachTested(int starting, int attempts, int tookMillis, int gapMillis) {
        var check = new HealthCheck(
                new HealthCheck.Test.Command(List.of("true")),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                3,
                Duration.ZERO,
                Optional.empty());
        Instant ended = START.plusSeconds(1).plusMillis(tookMillis);
        var probes = new InstanceMemory.Probes(
                attempts,
                false,
                attempts,
                Optional.of(START),
                Optional.of(START.plusSeconds(1)),
                Optional.of(ended),
                "");

        assertThat(HealthRules.due(check, new Instance.Phase.Running(START), probes, starting))
                .isEqualTo(ended.plusMillis(gapMillis));
    }
}
