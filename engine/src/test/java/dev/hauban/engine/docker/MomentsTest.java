package dev.hauban.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.json.MalformedJson;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-02T03:04:05.678901234Z",
                "2026-11-30T23:59:59Z",
                "2024-02-29T00:00:00.1Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2026-01-02T03:04:05.678+02:00",
                "2026-01-02T24:00:00Z",
            })
    void meansWhatJavaMeansByIt(String text) throws Exception {
        assertThat(Moments.read(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-02T03:04:05.Z+", "2026-01-02"
            })
    void whatIsNoMomentIsRefused(String text) {
        assertThatThrownBy(() -> Moments.read(text)).isInstanceOf(MalformedJson.class);
    }
}
