package dev.hauban.plan;

import static dev.hauban.plan.Stacks.first;
import static dev.hauban.plan.Stacks.name;
import static dev.hauban.plan.Stacks.service;
import static dev.hauban.plan.Stacks.stack;
import static dev.hauban.plan.Stacks.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency.Condition;
import dev.hauban.stack.RestartPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// For what those who asked wait, and when they wait no longer.
class PatienceTest {
    private static final Request UP = new Request.Up(List.of(), Request.UpOptions.plain());
    private static final Request UP_AND_WAIT = up(ServiceWanted.Until.READY, Request.Renewal.outdated());

    @Test
    void who_waits_until_all_is_ready_waits_for_the_end_of_a_one_shot_also_when_it_runs_again() {
        World world = new World(stack().with(service("job"))
                        .with(service("web").after("job", Condition.COMPLETED_SUCCESSFULLY))
                        .build())
                .ends("job", 0)
                .ask(UP)
                .run();
        world.pass(Duration.ofSeconds(2)).runsOn("job").ask(UP_AND_WAIT);
        world.decide();
        world.advance();

        assertThat(world.decide().waiting()).containsExactly(new Decision.Waiting(name("job"), "to complete"));
        assertThat(world.crash("job", 0).decide().isDone()).isTrue();
    }

    @Test
    void who_waits_for_what_ends_again_and_again_is_told_so_in_the_end() {
        World world = new World(stack().with(service("web").restarts(new RestartPolicy.Always()))
                        .build())
                .ends("web", 3)
                .ask(UP_AND_WAIT);
        Instant begin = world.now();

        world.runFor(Duration.ofSeconds(12));
        assertThat(world.decide().waiting())
                .extracting(Decision.Waiting::service)
                .containsExactly(name("web"));
        world.runFor(Duration.ofSeconds(1));

        assertThat(world.decide().isStuck()).isTrue();
        assertThat(world.last().problems())
                .extracting(Problem::message)
                .containsExactly("web ended with 3, 8 times now, each time within ten seconds of its start");
        assertThat(Duration.between(begin, world.now())).isLessThan(Duration.ofSeconds(14));
        world.runFor(Duration.ofSeconds(20));
        assertThat(world.memory().instance(first("web")).restarts())
                .as("it goes on being restarted")
                .isGreaterThan(7);
    }

    @Test
    void what_waits_for_something_that_ends_again_and_again_is_barred_until_that_comes_up() {
        World world = new World(stack().with(service("database").checked().restarts(new RestartPolicy.Always()))
                        .with(service("web").after("database", Condition.HEALTHY))
                        .build())
                .ends("database", 1)
                .ask(UP)
                .runFor(Duration.ofSeconds(13));
        assertThat(world.decide().isStuck()).isTrue();
        assertThat(world.last().problems())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .startsWith("web can't start: database ended with 1, 8 times now");

        world.runsOn("database").runFor(Duration.ofSeconds(20));
        assertThat(world.isRunning("web")).isTrue();
    }

    @Test
    void what_has_no_test_is_ready_when_it_has_run_for_a_second() {
        World world = new World(stack().with(service("web")).build()).ask(UP_AND_WAIT);
        assertThat(world.runFor(Duration.ofMillis(900)).decide().isDone()).isFalse();
        assertThat(world.runFor(Duration.ofMillis(200)).decide().isDone()).isTrue();
    }

    @Test
    void what_has_no_test_and_ended_once_is_ready_when_it_has_run_for_ten_seconds() {
        World world = new World(stack().with(service("web").restarts(new RestartPolicy.Always()))
                        .build())
                .ends("web", 1)
                .ask(UP_AND_WAIT)
                .runFor(Duration.ofMillis(50));
        world.runsOn("web").runFor(Duration.ofSeconds(9));
        assertThat(world.isRunning("web")).isTrue();
        assertThat(world.decide().isDone()).isFalse();

        assertThat(world.runFor(Duration.ofSeconds(2)).decide().isDone()).isTrue();
    }

    @Test
    void who_waits_for_health_hears_what_the_last_test_said() {
        World world = new World(stack().with(service("web").checked()).build())
                .unhealthyFor("web", 5)
                .ask(UP_AND_WAIT)
                .runFor(Duration.ofMillis(50));
        assertThat(world.decide().waiting())
                .containsExactly(new Decision.Waiting(name("web"), "to be healthy; its last test said: not yet"));
    }
}
