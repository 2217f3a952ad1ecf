package dev.emailight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void all_that_is_wrong_is_said_at_once() {
        var settings = new Settings(
                Map.of("PORT", "http", "SESSION_SECRET", "short", "NODE_ENV", "test", "EMAILS_PER_HOUR", "0"));
        assertThatExceptionOfType(Settings.Wrong.class)
                .isThrownBy(settings::site)
                .satisfies(wrong -> assertThat(wrong.problems())
                        .containsExactlyInAnyOrder(
                                "PORT is not a number: http",
                                "MONGODB_URI is not set.",
                                "REDIS_URL is not set.",
                                "SESSION_SECRET is too short: it needs at least 32 characters.",
                                "NODE_ENV is one of development, staging, production, not test.",
                                "EMAILS_PER_HOUR is at least 1, not 0."));
    }

    @Test
    void a_mail_server_s_address_is_checked_and_its_password_never_said() {
        var settings = new Settings(
                Map.of("MONGODB_URI", "mongodb://x", "REDIS_URL", "redis://x", "SMTP_URL", "http://me:secret@host"));
        assertThatExceptionOfType(Settings.Wrong.class)
                .isThrownBy(settings::worker)
                .withMessageContaining("SMTP_URL is not an address")
                .withMessageNotContaining("secret");
    }

    @Test
    void a_secret_may_come_from_a_file() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "s".repeat(40) + "\n");
        var site = new Settings(Map.of(
                        "SESSION_SECRET_FILE", file.toString(), "MONGODB_URI", "mongodb://x", "REDIS_URL", "redis://x"))
                .site();
        assertThat(site.secret()).isEqualTo("s".repeat(40));
        assertThat(site.perHour()).isEqualTo(50);
    }
}
