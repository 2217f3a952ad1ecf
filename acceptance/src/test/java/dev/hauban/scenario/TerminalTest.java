package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a person at a terminal sees and does.
@Timeout(180)
final class TerminalTest {
    /// Its database is not healthy before there is a file named `go`.
    private static final String WAITING =
            Stacks.THREE.replace("touch @/ready;", "while [ ! -f @/go ]; do sleep 0.05; done; touch @/ready;");

    /// Longer than the program's own work ever takes.
    private static final Duration GRACE = Duration.ofSeconds(55);

    /// It hears no signal, nor does its child.
    private static final String STUBBORN = Stacks.one(
            "trap '' TERM INT; setsid sh -c 'echo $$ >> @/pids; while :; do sleep 0.1; done' & echo $$ >> @/pids; "
                    + "while [ $(wc -l < @/pids) -lt 2 ]; do sleep 0.02; done; echo deaf; while :; do sleep 0.1; done",
            "stop_grace_period: " + GRACE.toSeconds() + "s");

    @Test
    void up_shows_a_live_table_on_a_terminal() throws Exception {
        try (var place = Workplace.of("live-table", WAITING)) {
            Running begun = place.beginOnTerminal("up", "-d", "--wait");
            place.until("it waits", () -> begun.out().contains("waits for db to be healthy"));
            place.write("go", "");
            Outcome up = begun.end(Workplace.LIMIT);

            assertThat(place.state("web-1")).isEqualTo("running");
            assertThat(up.code()).isZero();
            assertThat(up.out())
                    .contains("\u001b[?25l")
                    .contains("\u001b[?25h")
                    .contains("✔")
                    .contains("healthy");
        }
    }

    @Test
    void nothing_is_colored_where_colors_are_not_wanted() throws Exception {
        try (var place = Workplace.of("no-color", Stacks.THREE)) {
            place.set("NO_COLOR", "1");
            Outcome up = place.beginOnTerminal("up", "-d", "--wait").end(Workplace.LIMIT);

            assertThat(up.code()).isZero();
            assertThat(up.out()).doesNotContainPattern("\u001b\\[[0-9;]*m").contains("✔");
        }
    }

    @Test
    void attached_up_stops_at_ctrl_c_what_it_started() throws Exception {
        try (var place = Workplace.of("ctrl-c", Stacks.THREE)) {
            Running up = place.begin("up");
            place.until("web has spoken", () -> up.out().contains("web-1  | web speaks"));

            up.interrupt();

            Outcome end = up.end(Workplace.LIMIT);
            assertThat(place.state("db-1")).isEqualTo("exited");
            assertThat(place.state("web-1")).isEqualTo("exited");
            assertThat(end.code()).isEqualTo(130);
        }
    }

    @Test
    void ctrl_c_leaves_alone_what_ran_before() throws Exception {
        try (var place = Workplace.of("ctrl-c-before", Stacks.THREE)) {
            place.must("up", "-d", "--wait", "db");
            Running up = place.begin("up");
            place.until("web has spoken", () -> up.out().contains("web speaks"));

            up.interrupt();

            up.end(Workplace.LIMIT);
            assertThat(place.state("db-1")).isEqualTo("running");
            assertThat(place.state("web-1")).isEqualTo("exited");
        }
    }

    @Test
    void what_services_say_while_they_end_is_shown() throws Exception {
        String polite = Stacks.one("trap 'echo goodbye; exit 0' TERM; echo hello; while :; do sleep 0.1; done", "");
        try (var place = Workplace.of("ctrl-c-goodbye", polite)) {
            Running up = place.begin("up");
            place.until("it has spoken", () -> up.out().contains("hello"));

            up.interrupt();

            assertThat(up.end(Workplace.LIMIT).out()).contains("one-1  | goodbye");
            assertThat(place.instances().get("one-1").wholeNumber("ExitCode")).isZero();
        }
    }

    @Test
    void what_has_not_started_yet_at_ctrl_c_is_not_started_later() throws Exception {
        String waiting = Stacks.THREE.replace("touch @/ready;", "");
        try (var place = Workplace.of("ctrl-c-early", waiting)) {
            Running up = place.begin("up");
            place.until("db runs", () -> up.err().contains("db-1  started"));

            up.interrupt();

            assertThat(up.end(Workplace.LIMIT).code()).isEqualTo(130);
            place.write("ready", "");
            assertThat(place.state("db-1")).isEqualTo("exited");
            // Whoever asks is told when all that was asked before is done.
            place.must("stop", "db");
            assertThat(place.numbers("web.pids")).isEmpty();
            assertThat(place.file("jobs")).doesNotExist();
        }
    }

    @Test
    void a_second_ctrl_c_kills() throws Exception {
        try (var place = Workplace.of("ctrl-c-twice", STUBBORN)) {
            Running up = place.begin("up");
            place.until("it has spoken", () -> up.out().contains("deaf"));
            up.interrupt();
            place.until("it is being stopped", () -> up.err().contains("stopping"));

            up.interrupt();

            assertKilledInTime(place, up);
        }
    }

    @Test
    void a_second_ctrl_c_kills_on_a_terminal_too() throws Exception {
        try (var place = Workplace.of("ctrl-c-typed", STUBBORN)) {
            Running up = place.beginOnTerminal("up");
            place.until("it has spoken", () -> up.out().contains("deaf"));
            up.typeCtrlC();
            place.until("it is being stopped", () -> up.out().contains("stopping"));

            up.typeCtrlC();

            assertKilledInTime(place, up);
            assertThat(up.out()).contains("Ctrl-C again kills it").contains("Killing");
        }
    }

    private static void assertKilledInTime(Workplace place, Running up) throws Exception {
        Outcome end = up.end(Workplace.LIMIT);
        assertThat(end.code()).isEqualTo(130);
        assertThat(end.took()).as("its grace is not awaited").isLessThan(GRACE);
        assertThat(place.state("one-1")).isEqualTo("exited");
        assertThat(place.numbers("pids"))
                .hasSize(2)
                .allSatisfy(pid ->
                        assertThat(Workplace.isAlive(pid)).as("process " + pid).isFalse());
    }

    @Test
    void attached_up_takes_sigterm_for_ctrl_c() throws Exception {
        try (var place = Workplace.of("sigterm", Stacks.THREE)) {
            Running up = place.begin("up");
            place.until("web has spoken", () -> up.out().contains("web-1  | web speaks"));

            up.signal("TERM");

            up.end(Workplace.LIMIT);
            assertThat(place.state("db-1")).isEqualTo("exited");
            assertThat(place.state("web-1")).isEqualTo("exited");
        }
    }

    @Test
    void detached_up_leaves_at_ctrl_c_what_runs_and_the_next_run_finishes() throws Exception {
        try (var place = Workplace.of("ctrl-c-detached", WAITING)) {
            Running up = place.begin("up", "-d");
            place.until("db runs", () -> Files.exists(place.file("db.pids")));
            place.until("its start is told", () -> up.err().contains("db-1  started"));
            up.interrupt();

            Outcome end = up.end(Workplace.LIMIT);
            assertThat(place.state("db-1")).isEqualTo("running");
            assertThat(end.code()).isEqualTo(130);
            assertThat(end.err()).contains("not yet: web").contains("the next \"hauban up -d\" finishes");

            place.write("go", "");
            place.must("up", "-d", "--wait");
            assertThat(place.state("web-1")).isEqualTo("running");
            assertThat(place.numbers("db.pids")).hasSize(1);
        }
    }

    @Test
    void attached_up_ends_with_the_services() throws Exception {
        try (var place = Workplace.of("up-ends", Stacks.one("echo last words; exit 3", ""))) {
            Outcome up = place.hauban("up");

            assertThat(place.state("one-1")).isEqualTo("exited");
            assertThat(up.out()).contains("one-1  | last words");
            assertThat(up.code()).isEqualTo(6);
        }
    }

    @Test
    void exec_gives_its_terminal_unless_it_is_told_not_to() throws Exception {
        try (var place = Workplace.of("exec-terminal", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            String look =
                    "'test -t 0 && test -t 1 && test -t 2 && echo all; test -t 0 || test -t 1 || test -t 2 || echo"
                            + " none; stty size < /dev/tty; exit 5'";

            Outcome with =
                    place.beginOnTerminal("exec", "web", "sh", "-c", look).end(Workplace.LIMIT);
            assertThat(with.out()).contains("all").contains(" 100").doesNotContain("none");
            assertThat(with.code()).isEqualTo(5);
            Outcome without =
                    place.beginOnTerminal("exec", "-T", "web", "sh", "-c", look).end(Workplace.LIMIT);
            assertThat(without.out()).contains("none").doesNotContain("all");
            assertThat(without.code()).isEqualTo(5);
        }
    }
}
