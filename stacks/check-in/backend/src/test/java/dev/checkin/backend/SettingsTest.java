package dev.checkin.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void everything_that_is_wrong_is_said_at_once_and_no_secret_with_it() {
        var environment =
                Map.of("JWT_SECRET", "short", "PORT", "http", "REDIS_URL", "redis//:hidden", "ENVIRONMENT", "test");
        assertThatThrownBy(() -> Settings.of(environment))
                .isInstanceOfSatisfying(
                        Settings.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactlyInAnyOrder(
                                        "PORT is not a number: http",
                                        "MONGODB_URI is not set.",
                                        "REDIS_URL is not an address such as redis://redis:6379",
                                        "JWT_SECRET is too short: it needs at least 32 characters.",
                                        "FRONTEND_KEY is not set.",
                                        "ENVIRONMENT is none of production, staging, development: test"));
    }

    @Test
    void a_secret_may_come_from_a_file() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "s".repeat(40) + "\n");
        var settings = Settings.of(Map.of(
                "JWT_SECRET_FILE", file.toString(), "MONGODB_URI", "mongodb://x", "FRONTEND_KEY", "k".repeat(16)));
        assertThat(settings.tokenSecret()).isEqualTo("s".repeat(40));
        assertThat(settings.port()).isEqualTo(3001);
        assertThat(settings.isOpen()).isTrue();
    }
}
