package dev.hauban.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SetupTest {
    private static final String EXAMPLE = """
            # Settings.
            export PORT=8080   # the page

            # generate: 64 hex
            JWT_SECRET=
            # at least: 16
            DB_PASSWORD="changeme" # keep it safe
            SMTP_PASSWORD=
            # optional
            PROXY=
            DB_USER=admin
            """;

    @TempDir
    Path folder;

    @Test
    void makes_the_file_with_its_comments_and_order_for_the_owner_alone() throws Exception {
        example(EXAMPLE);

        var report = run();

        assertThat(read()).matches("""
                # Settings\\.
                export PORT=8080   # the page

                # generate: 64 hex
                JWT_SECRET=[0-9a-f]{64}
                # at least: 16
                DB_PASSWORD=[A-Za-z0-9]{32} # keep it safe
                SMTP_PASSWORD=
                # optional
                PROXY=
                DB_USER=admin
                """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
        assertThat(report.change()).isEqualTo(Setup.Change.MADE);
        assertThat(report.made()).extracting(Setup.Made::name).containsExactly("JWT_SECRET", "DB_PASSWORD");
        assertThat(report.open()).containsExactly(new Setup.Open("SMTP_PASSWORD", 8));
        assertThat(report.hints()).isEmpty();
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        example(EXAMPLE);
        run();
        String first = read();
        var time = Files.getLastModifiedTime(folder.resolve(".env"));

        var report = run();

        assertThat(report.change()).isEqualTo(Setup.Change.UNCHANGED);
        assertThat(report.made()).isEmpty();
        assertThat(read()).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(folder.resolve(".env"))).isEqualTo(time);
    }

    @Test
    void keeps_what_is_set_and_adds_what_is_missing() throws Exception {
        example(EXAMPLE);
        Files.writeString(folder.resolve(".env"), "JWT_SECRET=0123456789\nOWN=1 # mine\nDB_PASSWORD=\n");

        var report = run();

        assertThat(report.change()).isEqualTo(Setup.Change.COMPLETED);
        assertThat(read())
                .startsWith("JWT_SECRET=0123456789\nOWN=1 # mine\nDB_PASSWORD=")
                .contains("\nexport PORT=8080");
        assertThat(read()).containsOnlyOnce("JWT_SECRET=").endsWith("\n").doesNotEndWith("\n\n");
        assertThat(report.made()).extracting(Setup.Made::name).containsExactly("DB_PASSWORD");
    }

    @Test
    void a_value_that_is_too_short_is_told_with_its_place_and_kept() throws Exception {
        example(EXAMPLE);
        Files.writeString(folder.resolve(".env"), "JWT_SECRET=abc\nDB_PASSWORD=abcdef\n");

        var report = run();

        assertThat(report.problems()).extracting(Problem::text).containsExactly("""
                .env:2:13: DB_PASSWORD has 6 characters, its example asks for 16
                  Set a longer one, or empty the value and run "hauban setup" again.""");
        assertThat(read()).contains("DB_PASSWORD=abcdef\n");
    }

    @Test
    void a_link_is_refused() throws Exception {
        example(EXAMPLE);
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
        Files.createSymbolicLink(folder.resolve(".env"), elsewhere);

        assertThatThrownBy(this::run).isInstanceOf(ProblemException.class).hasMessageContaining("is a link");
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void further_files_are_made_where_the_compose_file_names_them() throws Exception {
        Files.createDirectories(folder.resolve("backend"));
        Files.createDirectories(folder.resolve("other"));
        Files.writeString(folder.resolve("backend/.env.example"), "API_TOKEN=\n");
        Files.writeString(folder.resolve("other/.env.example"), "API_TOKEN=\n");
        Path compose = Files.writeString(folder.resolve("compose.yaml"), "env_file: ./backend/.env\n");

        var reports = new Setup(folder, new Random(1)).run(List.of(compose), true);

        assertThat(reports).extracting(Setup.Report::target).containsExactly("backend/.env");
        assertThat(folder.resolve("other/.env")).doesNotExist();
    }

    @Test
    void only_saying_what_would_be_done_writes_nothing() throws Exception {
        example(EXAMPLE);

        var reports = new Setup(folder, new Random(1)).run(List.of(), false);

        assertThat(reports.getFirst().made()).hasSize(2);
        assertThat(folder.resolve(".env")).doesNotExist();
    }

    @Test
    void readable_for_others_and_kept_by_git_are_told() throws Exception {
        example("A=1\n");
        Files.writeString(folder.resolve(".env"), "A=1\n");
        Files.setPosixFilePermissions(folder.resolve(".env"), PosixFilePermissions.fromString("rw-r--r--"));
        Process git = new ProcessBuilder("git", "init", "--quiet", folder.toString()).start();
        assertThat(git.waitFor()).isZero();

        assertThat(run().hints())
                .containsExactly(
                        "others on this machine can read .env: chmod 600 .env",
                        "git would keep .env: add it to .gitignore");
    }

    private Setup.Report run() throws Exception {
        return new Setup(folder, new Random(1)).run(List.of(), true).getFirst();
    }

    private void example(String text) throws Exception {
        Files.writeString(folder.resolve(".env.example"), text);
    }

    private String read() throws Exception {
        return Files.readString(folder.resolve(".env"));
    }
}
