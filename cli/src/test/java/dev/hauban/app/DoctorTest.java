package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.cli.Surroundings;
import dev.hauban.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor's rules by the whole program, on files on a disk.
final class DoctorTest {
    private static final String SHOP = """
            version: "3.8"
            services:
              # The orders.
              db:
                image: postgres:17 # not 18 yet
                environment:
                  POSTGRES_PASSWORD: ${DB_PASSWORD:-admin123}
                ports:
                  - "5432:5432"
                volumes: ["data:/var/lib/postgresql/data"]

            volumes:
              data: {}
            """;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void aShop() throws IOException {
        Files.writeString(folder.resolve("compose.yaml"), SHOP);
        Files.writeString(folder.resolve(".env"), "API_TOKEN=kV8tq2mWzN4xLr9c\n");
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void an_error_has_its_place_and_its_exit_code() {
        Answer answer = hauban("doctor", "--rule", "password-known");

        assertThat(answer.text())
                .contains("error: a password that everybody knows (password-known)")
                .contains("  compose.yaml:7:26: a password that everybody tries first: POSTGRES_PASSWORD of db")
                .contains("Why: ")
                .contains("${DB_PASSWORD:?set it in .env}")
                .contains("\n1 error.\n")
                .doesNotContain("admin123");
        assertThat(answer.code()).isEqualTo(3);
    }

    @Test
    void a_warning_counts_where_it_is_wanted() {
        assertThat(hauban("doctor", "--format", "sarif", "--rule", "database-published")
                        .code())
                .isZero();
        assertThat(hauban("--strict", "doctor", "--format", "sarif", "--rule", "database-published")
                        .code())
                .isEqualTo(3);
    }

    @Test
    void fixes_are_shown_first_and_change_nothing_in_a_dry_run() throws IOException {
        Answer answer = hauban("--dry-run", "doctor", "--fix");

        assertThat(answer.text())
                .contains("-version: \"3.8\"")
                .contains("+      - \"127.0.0.1:5432:5432\"")
                .contains("+    stop_grace_period: 1m")
                .contains("chmod 600 .env")
                .contains("Would be healed: ");
        assertThat(folder.resolve("compose.yaml")).hasContent(SHOP);
        assertThat(mode(".env")).isEqualTo("rw-r--r--");
    }

    @Test
    void fixes_heal_and_leave_remarks_and_layout_as_they_are() throws IOException {
        Answer answer = hauban("doctor", "--fix");

        assertThat(answer.text()).contains("Healed: 5. ");
        assertThat(Files.readString(folder.resolve("compose.yaml"))).isEqualTo("""
                services:
                  # The orders.
                  db:
                    image: postgres:17 # not 18 yet
                    environment:
                      POSTGRES_PASSWORD: ${DB_PASSWORD:-admin123}
                    ports:
                      - "127.0.0.1:5432:5432"
                    volumes: ["data:/var/lib/postgresql/data"]
                    stop_grace_period: 1m
                    logging:
                      driver: json-file
                      options:
                        max-size: "10m"
                        max-file: "3"

                volumes:
                  data: {}
                """);
        assertThat(mode(".env")).isEqualTo("rw-------");
        assertThat(hauban("doctor", "--fix").text()).contains("There is nothing that could be changed");
    }

    @Test
    void a_rule_that_is_not_there_is_a_mistyped_word() {
        Answer answer = hauban("doctor", "--rule", "moving-tags");

        assertThat(answer.text()).contains("there is no rule \"moving-tags\"").contains("Did you mean moving-tag?");
        assertThat(answer.code()).isEqualTo(2);
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    private record Answer(String text, int code) {}

    private Answer hauban(String... words) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var environment = Map.of(
                "HOME", folder.toString(),
                "PATH", "/usr/bin:/bin",
                "HAUBAN_STATE_DIR", folder.resolve("state").toString(),
                "HAUBAN_RUNTIME_DIR", folder.resolve("run").toString());
        var all = new ArrayList<>(List.of("--engine", "local"));
        all.addAll(List.of(words));
        int code = Main.run(
                new Surroundings(environment, folder, stream, stream, InstantSource.system(), Terminal.none()), all);
        return new Answer(bytes.toString(StandardCharsets.UTF_8), code);
    }
}
