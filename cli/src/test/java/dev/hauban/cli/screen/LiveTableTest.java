package dev.hauban.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.event.Event;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Step;
import dev.hauban.stack.ServiceName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final ServiceName DATABASE = new ServiceName("database");
    private static final ServiceName WEB = new ServiceName("web");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void has_a_line_for_each_service_with_its_state_what_it_waits_for_and_the_time() {
        show(60, false);

        assertThat(lastPicture())
                .containsExactly(
                        " ✔ database  healthy                                   1.5s",
                        " · web       waiting: for database to be healthy       2.0s");
    }

    @Test
    void never_fills_the_last_column() {
        show(40, false);

        assertThat(lastPicture()).allSatisfy(line -> assertThat(line).hasSizeLessThan(40));
        assertThat(lastPicture().getLast())
                .contains("waiting: for da")
                .contains("…")
                .endsWith("2.0s");
    }

    @Test
    void draws_over_its_own_lines_only_and_shows_the_cursor_again() {
        show(60, true);

        String all = bytes.toString(StandardCharsets.UTF_8);
        assertThat(all).startsWith("\u001b[?25l").endsWith("\u001b[?25h").contains("\u001b[32m");
        assertThat(all).doesNotContain("\u001b[2J").doesNotContain("\u001b[H");
    }

    @Test
    void what_an_engine_has_started_again_by_itself_is_no_longer_shown_as_ended() {
        var board = new Board();
        board.see(new Event.StepBegun(NOW, new PlannedStep(new Step.Start(new InstanceId(WEB, 1)), "created")));
        board.see(new Event.InstanceExited(NOW, new InstanceId(WEB, 1), 3));
        board.see(waitingFor("its restart (ended with 3)"));
        assertThat(board.rows().getFirst().mark()).isEqualTo(Board.Mark.BAD);
        assertThat(board.rows().getFirst().state()).isEqualTo("exited (3)");

        board.see(waitingFor("to have run for 10 s"));
        assertThat(board.rows().getFirst().mark()).isEqualTo(Board.Mark.WORKING);
        assertThat(board.rows().getFirst().detail()).isEqualTo("waits to have run for 10 s");

        board.see(new Event.Settled(NOW, true, List.of()));
        assertThat(board.rows().getFirst().mark()).isEqualTo(Board.Mark.GOOD);
    }

    private static Event waitingFor(String what) {
        return new Event.WaitingFor(NOW, List.of(new Decision.Waiting(WEB, what)));
    }

    private void show(int width, boolean colored) {
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (var table = new LiveTable(stream, () -> NOW.plusMillis(2000), () -> width, new Ink(colored))) {
            var database = new InstanceId(DATABASE, 1);
            table.see(new Event.WaitingFor(
                    NOW,
                    List.of(
                            new Decision.Waiting(WEB, "database to be healthy"),
                            new Decision.Waiting(DATABASE, "it to start"))));
            table.see(new Event.StepBegun(NOW.plusMillis(500), new PlannedStep(new Step.Start(database), "new")));
            table.see(new Event.HealthChanged(NOW.plusMillis(2000), database, Health.HEALTHY, ""));
        }
    }

    /// What stands there in the end: two lines.
    private List<String> lastPicture() {
        String text = bytes.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[?0-9]*[a-zA-Z]", "");
        List<String> lines = text.replace("\r", "").lines().toList();
        return lines.subList(lines.size() - 2, lines.size());
    }
}
