package dev.todolist;

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
        assertThatThrownBy(() -> new Settings(Map.of("SESSION_SECRET", "short", "PORT", "http")).site())
                .isInstanceOfSatisfying(
                        Settings.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactlyInAnyOrder(
                                        "PORT is not a number: http",
                                        "MONGODB_URI is not set.",
                                        "SESSION_SECRET is too short: it needs at least 32 characters."));
    }

    @Test
    void a_secret_may_come_from_a_file() throws Exception {
        var file = Files.writeString(folder.resolve("secret"), "s".repeat(40) + "\n");
        var site = new Settings(Map.of("SESSION_SECRET_FILE", file.toString(), "MONGODB_URI", "mongodb://x")).site();
        assertThat(site.secret()).isEqualTo("s".repeat(40));
        assertThat(site.port()).isEqualTo(3000);
    }
}
