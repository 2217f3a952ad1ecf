package dev.checkin.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void everything_that_is_wrong_is_said_at_once() {
        var environment = Map.of(
                "PORT", "http", "BACKEND_URL", "backend", "TIME_ZONE", "Europe/Atlantis", "BEHIND_PROXY", "perhaps");
        assertThatThrownBy(() -> Settings.of(environment))
                .isInstanceOfSatisfying(
                        Settings.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactlyInAnyOrder(
                                        "PORT is not a number: http",
                                        "BACKEND_URL is not an address such as https://checkin.example.org: backend",
                                        "FRONTEND_KEY is not set.",
                                        "BEHIND_PROXY is none of false, true: perhaps",
                                        "TIME_ZONE is no time zone such as Europe/Paris: Europe/Atlantis"));
    }

    @Test
    void a_public_address_ends_without_a_slash() {
        var settings =
                Settings.of(Map.of("FRONTEND_KEY", "k".repeat(16), "PUBLIC_URL", "https://checkin.example.org/"));
        assertThat(settings.publicUrl()).contains("https://checkin.example.org");
        assertThat(settings.port()).isEqualTo(3000);
    }
}
