package dev.hauban.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootStartTest {
    private final List<String> ran = new ArrayList<>();
    private final Map<String, Shell.Ran> answers = new HashMap<>();
    private String table = "";

    @TempDir
    private Path home;

    /// Answers 0 and nothing, but for what a test says; a table of cron is kept.
    private Shell.Ran run(List<String> words, String input) {
        String line = String.join(" ", words);
        ran.add(line);
        if (answers.containsKey(line)) {
            return answers.get(line);
        }
        if (line.equals("crontab -l")) {
            return table.isEmpty() ? new Shell.Ran(1, "no crontab for ann\n") : new Shell.Ran(0, table);
        }
        if (line.equals("crontab -")) {
            table = input;
        }
        return new Shell.Ran(0, "");
    }

    private Started started() {
        return new Started(
                List.of("/opt/it's here/hauban", "operator", "run"),
                Map.of("PATH", "/usr/bin:/bin", "HAUBAN_STATE_DIR", "/a \"b\" 100%"),
                home.resolve("operator.log"));
    }

    private BootStart start(boolean hasSystemd, boolean hasCron) {
        return BootStart.here(new Ground("ann", false, home, hasSystemd, hasCron), started(), this::run);
    }

    private Path unit() {
        return home.resolve("systemd/user/hauban.service");
    }

    @Test
    void a_user_has_a_unit_of_systemd_of_their_own_and_lingers() throws Exception {
        answers.put("loginctl show-user ann --property=Linger", new Shell.Ran(0, "Linger=no\n"));

        assertThat(start(true, true).turnOn()).isEmpty();

        assertThat(Files.readString(unit())).isEqualTo("""
                # Written by `hauban operator enable`; `hauban operator disable` takes it away.
                [Unit]
                Description=Hauban's operator, which keeps stacks as they are wanted

                [Service]
                ExecStart="/opt/it's here/hauban" "operator" "run"
                Environment="HAUBAN_STATE_DIR=/a \\"b\\" 100%%"
                Environment="PATH=/usr/bin:/bin"
                StandardOutput=append:@/operator.log
                StandardError=append:@/operator.log
                # Services outlive the operator, whatever becomes of it.
                KillMode=process
                OOMPolicy=continue
                SuccessExitStatus=143

                [Install]
                WantedBy=default.target
                """.replace("@", home.toString()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unit())))
                .isEqualTo("rw-------");
        assertThat(ran)
                .containsExactly(
                        "systemctl --user daemon-reload",
                        "systemctl --user enable hauban.service",
                        "loginctl show-user ann --property=Linger",
                        "loginctl enable-linger ann");
        assertThat(start(true, true).isOn()).isTrue();
    }

    @Test
    void who_may_not_linger_is_told_what_that_means() throws Exception {
        answers.put("loginctl enable-linger ann", new Shell.Ran(1, "Access denied\n"));

        assertThat(start(true, true).turnOn()).extracting(Problem::code).containsExactly("boot.no-linger");
    }

    @Test
    void what_systemd_refuses_is_told() {
        answers.put("systemctl --user enable hauban.service", new Shell.Ran(1, "read-only file system\n"));

        assertThatThrownBy(() -> start(true, true).turnOn())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("read-only file system");
    }

    @Test
    void roots_unit_is_the_machines() {
        var root = new Ground("root", true, home, true, false);

        assertThat(root.unit()).isEqualTo(Path.of("/etc/systemd/system/hauban.service"));
        assertThat(Unit.text(started(), true)).contains("WantedBy=multi-user.target", "After=network-online.target");
        assertThat(new UnitStart(root, started(), this::run).plan())
                .contains("run systemctl enable hauban.service")
                .doesNotContain("--user")
                .doesNotContain("linger");
    }

    @Test
    void a_unit_that_is_taken_away_is_gone_and_so_it_was_on() throws Exception {
        start(true, true).turnOn();

        assertThat(start(true, true).turnOff()).isTrue();
        assertThat(unit()).doesNotExist();
        assertThat(start(true, true).isOn()).isFalse();
        assertThat(start(true, true).turnOff()).isFalse();
    }

    @Test
    void without_systemd_cron_has_a_line_once_among_those_of_others() throws Exception {
        table = "0 3 * * * backup\n";
        BootStart cron = start(false, true);
        cron.turnOn();
        cron.turnOn();

        Path script = home.resolve("start-at-boot");
        assertThat(table).isEqualTo("0 3 * * * backup\n@reboot " + script + " # hauban operator\n");
        assertThat(Files.readString(script)).isEqualTo("""
                #!/bin/sh
                # Written by `hauban operator enable`.
                export HAUBAN_STATE_DIR='/a "b" 100%'
                export PATH=/usr/bin:/bin
                exec '/opt/it'\\''s here/hauban' operator run >>@/operator.log 2>&1
                """.replace("@", home.toString()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwx------");
        assertThat(cron.isOn()).isTrue();

        assertThat(cron.turnOff()).isTrue();
        assertThat(table).isEqualTo("0 3 * * * backup\n");
        assertThat(script).doesNotExist();
        assertThat(cron.turnOff()).isFalse();
    }

    @Test
    void a_table_that_can_not_be_read_is_not_overwritten() {
        answers.put("crontab -l", new Shell.Ran(1, "you are not allowed to use this program\n"));

        assertThatThrownBy(() -> start(false, true).turnOn())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("not allowed");
        assertThat(ran).containsExactly("crontab -l");
    }

    @Test
    void a_plan_is_only_told() throws Exception {
        assertThat(start(true, true).plan())
                .contains("write " + unit(), "ExecStart=", "run systemctl --user enable hauban.service");
        assertThat(start(false, true).plan()).contains("add to your crontab:", "@reboot ");
        assertThat(ran).isEmpty();
        assertThat(unit()).doesNotExist();
    }

    @Test
    void where_nothing_starts_programs_what_would_have_to_be_run_is_told() {
        assertThatThrownBy(() -> start(false, false))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        told -> assertThat(told.problems().getFirst().remedy())
                                .hasValueSatisfying(remedy -> assertThat(remedy).contains("hauban' operator run")));
    }
}
