package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.local.keep.Started;
import dev.hauban.engine.local.shim.Rungs;
import dev.hauban.plan.Step;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {
    private static final Optional<String> YES = Optional.empty();
    private static final Rungs ALL = new Rungs(YES, YES, YES);
    private static final Rungs NONE =
            new Rungs(Optional.of("no network namespace"), Optional.of("no mount namespace"), YES);

    @TempDir
    Path folder;

    @Test
    void a_project_begins_on_the_best_rung_or_a_lower_one_that_is_asked_for() {
        assertThat(Ladder.rung(Optional.empty(), ALL, "")).isEqualTo(1);
        assertThat(Ladder.rung(Optional.empty(), ALL, "2")).isEqualTo(2);
        assertThat(Ladder.rung(Optional.empty(), NONE, "")).isEqualTo(3);
        assertThatThrownBy(() -> Ladder.rung(Optional.empty(), NONE, "1"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no network namespace");
    }

    @Test
    void a_project_keeps_its_rung_though_a_better_one_is_there_or_another_is_asked_for() {
        for (boolean isUsed : new boolean[] {true, false}) {
            var third = Optional.of(new Ladder.Foothold(3, isUsed));
            assertThat(Ladder.rung(third, ALL, "")).isEqualTo(3);
            assertThat(Ladder.rung(third, ALL, "2")).isEqualTo(3);
        }
    }

    @Test
    void a_rung_that_is_lost_is_told_while_something_runs_on_it_and_left_when_nothing_does() {
        assertThatThrownBy(() -> Ladder.rung(Optional.of(new Ladder.Foothold(1, true)), NONE, ""))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("run on rung 1")
                .hasMessageContaining("no network namespace");
        assertThat(Ladder.rung(Optional.of(new Ladder.Foothold(1, false)), NONE, ""))
                .isEqualTo(3);
    }

    @Test
    void another_program_starts_services_on_the_rung_of_those_that_run_until_all_are_taken_away() throws Exception {
        var first = new Workbench(folder, Map.of(Ladder.VARIABLE, "3", "PATH", "/usr/bin:/bin"));
        var next = new Workbench(folder, Map.of("PATH", "/usr/bin:/bin"));
        int best = next.rung();
        try {
            first.up(Workbench.shell("web", "exec sleep 1000"));
            next.up(Workbench.shell("other", "exec sleep 1000"));
            assertThat(rung(next, "other")).isEqualTo(3);

            takeAway(next, "web");
            takeAway(next, "other");
            next.up(Workbench.shell("web", "exec sleep 1000"));
            assertThat(rung(next, "web")).isEqualTo(best);
        } finally {
            next.close();
            first.close();
        }
    }

    @Test
    void a_rung_that_is_asked_for_too_late_is_told() throws Exception {
        var third = new Workbench(folder, Map.of(Ladder.VARIABLE, "3", "PATH", "/usr/bin:/bin"));
        var second = new Workbench(folder, Map.of(Ladder.VARIABLE, "2", "PATH", "/usr/bin:/bin"));
        try {
            Stack stack = third.up(Workbench.shell("web", "exec sleep 1000"));
            assertThat(third.engine().check(stack, stack.services().keySet())).isEmpty();
            assertThat(second.engine().check(stack, stack.services().keySet()))
                    .extracting(Problem::text)
                    .containsExactly("""
                            warning: HAUBAN_RUNG asks for rung 2, but the project keeps rung 3 of isolation until it is taken down
                              Take it down (`hauban down`), and up again.""");
        } finally {
            third.close();
            second.close();
        }
    }

    private static int rung(Workbench bench, String service) throws IOException {
        return Started.read(bench.local().resolve("instances/" + service + "-1"))
                .orElseThrow()
                .rung();
    }

    private static void takeAway(Workbench bench, String service) throws InterruptedException {
        Stack stack = Workbench.stack();
        bench.done(stack, new Step.Stop(Workbench.id(service), Duration.ZERO));
        bench.done(stack, new Step.Remove(Workbench.id(service), false));
    }
}
