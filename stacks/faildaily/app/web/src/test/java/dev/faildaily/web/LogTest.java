package dev.faildaily.web;

import static dev.faildaily.web.Log.field;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTest {

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private Log log(boolean plain) {
        return new Log(
                "test",
                plain,
                new PrintStream(console, true, StandardCharsets.UTF_8),
                () -> Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void a_line_is_one_json_object_whatever_stands_in_it() {
        log(false).info("two\nlines and \"quotes\"", field("status", 200), field("whole", true));

        var line = console.toString(StandardCharsets.UTF_8);
        assertThat(line.strip()).doesNotContain("\n");
        var json = JsonParser.parseString(line).getAsJsonObject();
        assertThat(json.get("time").getAsString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(json.get("message").getAsString()).isEqualTo("two\nlines and \"quotes\"");
        assertThat(json.get("status").getAsInt()).isEqualTo(200);
        assertThat(json.get("whole").getAsBoolean()).isTrue();
    }

    @Test
    void plain_lines_while_developing() {
        log(true).warn("careful", field("reason", "none"));

        assertThat(console.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("2026-01-02T03:04:05Z warn careful reason=none\n");
    }

    @Test
    void a_full_file_is_put_aside_and_the_oldest_goes(@TempDir Path folder) throws IOException {
        var file = folder.resolve("logs/test.log");
        try (var log = log(true).into(RotatingFile.open(file, 100, 3))) {
            for (int i = 0; i < 20; i++) {
                log.info("line " + i + " of some length, so that files fill up");
            }
        }

        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files.map(kept -> kept.getFileName().toString()))
                    .containsExactlyInAnyOrder("test.log", "test.log.1", "test.log.2");
        }
        assertThat(Files.readString(folder.resolve("logs/test.log.1"))).contains("line 17 ");
        assertThat(Files.readString(file)).contains("line 19 ");
    }
}
