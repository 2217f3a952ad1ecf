package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a person at a terminal sees and does.
@Timeout(180)
final class TerminalTest {
    private static final String STUBBORN = Stacks.one(
            "trap '' TERM INT; echo $$ >> @/pids; echo deaf; while :; do sleep 0.1; done", "stop_grace_period: 50s");

    @Test
    void up_shows_a_live_table_on_a_terminal() throws Exception {
        try (var place = Workplace.of("live-table", Stacks.THREE)) {
            Outcome up = place.beginOnTerminal("up", "-d", "--wait").end(Workplace.LIMIT);

            assertThat(place.state("web-1")).isEqualTo("running");
            assertThat(up.code()).isZero();
            assertThat(up.out())
                    .contains("\u001b[?25l")
                    .contains("\u001b[?25h")
                    .contains("✔")
                    .contains("healthy");
            assertThat(up.out()).contains("waits for db to be healthy");
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
    void a_second_ctrl_c_kills() throws Exception {
        try (var place = Workplace.of("ctrl-c-twice", STUBBORN)) {
            Running up = place.begin("up");
            place.until("it has spoken", () -> up.out().contains("deaf"));
            up.interrupt();
            place.until("it is being stopped", () -> up.err().contains("stopping"));

            up.interrupt();

            assertThat(up.end(Workplace.LIMIT).code()).isEqualTo(130);
            assertThat(place.state("one-1")).isEqualTo("exited");
            assertThat(Workplace.isAlive(place.numbers("pids").getFirst())).isFalse();
        }
    }

    @Test
    void detached_up_leaves_at_ctrl_c_what_runs_and_the_next_run_finishes() throws Exception {
        String waiting =
                Stacks.THREE.replace("touch @/ready;", "while [ ! -f @/go ]; do sleep 0.05; done; touch @/ready;");
        try (var place = Workplace.of("ctrl-c-detached", waiting)) {
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
}
