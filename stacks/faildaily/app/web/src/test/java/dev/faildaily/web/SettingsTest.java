package dev.faildaily.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {

    @Test
    void says_everything_that_is_wrong_at_once() {
        var settings = new Settings(Map.of("PORT", "many", "SHORT", "abc"));
        settings.number("PORT", 1);
        settings.required("SHORT", 32);
        settings.required("MISSING", 1);

        assertThatThrownBy(settings::check)
                .isInstanceOfSatisfying(
                        Settings.Wrong.class,
                        wrong -> assertThat(wrong.problems())
                                .containsExactly(
                                        "PORT is not a number: many",
                                        "SHORT is too short: it needs at least 32 characters.",
                                        "MISSING is not set."));
    }

    @Test
    void takes_a_secret_from_the_file_that_is_named(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), "from a file\n");
        var settings = new Settings(Map.of("SECRET_FILE", file.toString()));

        assertThat(settings.required("SECRET", 5)).isEqualTo("from a file");
        settings.check();
    }

    @Test
    void an_empty_value_is_none() {
        assertThat(new Settings(Map.of("NAME", "")).text("NAME", "otherwise")).isEqualTo("otherwise");
    }
}
