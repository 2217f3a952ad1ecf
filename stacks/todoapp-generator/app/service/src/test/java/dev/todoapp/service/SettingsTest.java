package dev.todoapp.service;

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
    void everything_that_is_wrong_is_said_at_once() {
        var settings = new Settings(Map.of(
                "JWT_SECRET", "your-super-secret-jwt-key",
                "PORT", "http",
                "RATE_LIMIT_MAX", "0",
                "PUBLIC_API_URL", "public-api"));
        settings.ports(5000);
        settings.secret("JWT_SECRET");
        settings.required("POSTGRES_PASSWORD");
        settings.number("RATE_LIMIT_MAX", 1000, 1);
        Neighbor.address(settings, "PUBLIC_API_URL");
        assertThatThrownBy(settings::check)
                .isInstanceOfSatisfying(
                        Settings.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactly(
                                        "PORT is not a number: http",
                                        "JWT_SECRET is still the example's: make one up.",
                                        "POSTGRES_PASSWORD is not set.",
                                        "RATE_LIMIT_MAX is less than 1: 0",
                                        "PUBLIC_API_URL is no address such as http://host:5000: public-api"));
    }

    @Test
    void a_secret_may_come_from_a_file() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "s".repeat(40) + "\n");
        var settings = new Settings(Map.of("JWT_SECRET_FILE", file.toString(), "TRUSTED_PROXIES", "a, b,"));
        assertThat(settings.secret("JWT_SECRET")).isEqualTo("s".repeat(40));
        assertThat(settings.list("TRUSTED_PROXIES")).containsExactly("a", "b");
        assertThat(settings.ports(3000)).isEqualTo(new Server.Ports(3000, 3000));
        settings.check();
    }
}
