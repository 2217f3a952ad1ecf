package dev.hauban.plan;

import static dev.hauban.plan.Stacks.first;
import static dev.hauban.plan.Stacks.name;
import static dev.hauban.plan.Stacks.service;
import static dev.hauban.plan.Stacks.stack;
import static dev.hauban.plan.Stacks.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.Dependency.Condition;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoursesOfEventsTest {
    private static final Request UP = new Request.Up(List.of(), Request.UpOptions.plain());
    private static final Request UP_AND_WAIT = up(ServiceWanted.Until.READY, Request.Renewal.outdated());
    private static final Request DOWN = new Request.Down(List.of(), false, false, Optional.empty());

    private static Stack chain() {
        return stack().with(service("database").checked().keepsData())
                .with(service("backend").checked().after("database", Condition.HEALTHY))
                .with(service("frontend").checked().after("backend", Condition.HEALTHY))
                .build();
    }

    @Test
    void starts_a_chain_in_the_order_of_health() {
        World world =
                new World(chain()).unhealthyFor("database", 3).ask(UP_AND_WAIT).run();
        assertThat(world.steps())
                .containsSubsequence(
                        "Create instance database-1",
                        "Start instance database-1",
                        "Start instance backend-1",
                        "Start instance frontend-1");
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void opens_the_gate_at_the_first_success_instead_of_after_an_interval() {
        World world = new World(chain()).unhealthyFor("database", 3).ask(UP_AND_WAIT);
        Instant begin = world.now();
        world.run();
        assertThat(Duration.between(begin, world.now())).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void prepares_everything_at_once_before_anything_waits() {
        World world = new World(chain()).ask(UP);
        assertThat(world.decide().steps())
                .extracting(planned -> World.words(planned.step()))
                .containsExactlyInAnyOrder(
                        "Prepare service backend",
                        "Prepare service database",
                        "Prepare service frontend",
                        "CreateNetwork network default",
                        "CreateVolume volume data");
    }

    @Test
    void a_second_up_has_nothing_to_do() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        world.ask(UP_AND_WAIT);
        assertThat(world.decide().isDone()).isTrue();
        assertThat(world.run().transcript()).isEmpty();
    }

    @Test
    void a_service_that_is_started_is_enough_where_nobody_waits() {
        World world = new World(stack().with(service("web").checked()).build())
                .unhealthyFor("web", Integer.MAX_VALUE)
                .ask(UP)
                .run();
        assertThat(world.last().isDone()).isTrue();
        assertThat(world.now()).isBefore(Instant.parse("2026-01-01T00:00:01Z"));
    }

    @Test
    void a_service_that_never_gets_healthy_is_a_problem_with_what_its_test_said() {
        World world = new World(chain())
                .unhealthyFor("database", Integer.MAX_VALUE)
                .ask(UP_AND_WAIT)
                .run();
        assertThat(world.last().isStuck()).isTrue();
        assertThat(world.last().problems())
                .extracting(Problem::message)
                .containsExactly(
                        "database is unhealthy; its last test said: not yet", "backend can't start: it needs database");
        assertThat(world.last().problems())
                .extracting(Problem::code)
                .containsExactly("plan.service-unhealthy", "plan.dependency-unhealthy");
        assertThat(world.isRunning("backend")).isFalse();
    }

    @Test
    void is_unhealthy_no_earlier_than_docker_would_say() {
        World world =
                new World(chain()).unhealthyFor("database", Integer.MAX_VALUE).ask(UP_AND_WAIT);
        Instant begin = world.now();
        world.run();
        assertThat(Duration.between(begin, world.now())).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(95));
    }

    @Test
    void tests_of_a_starting_service_grow_apart_to_a_second() {
        World world = new World(stack().with(service("web").checked()).build())
                .unhealthyFor("web", 1_000)
                .ask(UP)
                .run();
        world.runFor(Duration.ofSeconds(10));
        int attempts =
                world.last().lookAgain().isPresent() ? memoryOf(world, "web").attempts() : 0;
        assertThat(attempts).isBetween(15, 30);
    }

    private static InstanceMemory.Probes memoryOf(World world, String service) {
        return world.memory().instance(first(service)).probes();
    }

    @Test
    void after_the_first_success_the_interval_of_the_file_governs() {
        World world = new World(stack().with(service("web").checked()).build())
                .ask(UP_AND_WAIT)
                .run();
        world.runFor(Duration.ofSeconds(95));
        assertThat(memoryOf(world, "web").attempts()).isEqualTo(4);
    }

    @Test
    void failures_in_a_row_make_a_healthy_service_unhealthy() {
        World world = new World(stack().with(service("web").checked()).build())
                .ask(UP_AND_WAIT)
                .run();
        world.unhealthyFor("web", 100).runFor(Duration.ofSeconds(80));
        assertThat(world.health("web")).isEqualTo(Health.HEALTHY);
        world.runFor(Duration.ofSeconds(30));
        assertThat(world.health("web")).isEqualTo(Health.UNHEALTHY);
        world.unhealthyFor("web", 0).runFor(Duration.ofSeconds(31));
        assertThat(world.health("web")).isEqualTo(Health.HEALTHY);
    }

    @Test
    void an_unhealthy_service_is_left_alone_unless_asked_otherwise() {
        World world = new World(stack().with(service("web").checked()).build())
                .ask(UP_AND_WAIT)
                .run();
        world.forgetTranscript().unhealthyFor("web", 100).runFor(Duration.ofMinutes(5));
        assertThat(world.transcript()).isEmpty();
    }

    @Test
    void an_unhealthy_service_is_restarted_when_asked() {
        Stack stack =
                stack().with(service("web").checked().restartedWhenUnhealthy()).build();
        World world = new World(stack).ask(UP_AND_WAIT).run();
        world.forgetTranscript().unhealthyFor("web", 3).runFor(Duration.ofMinutes(3));
        assertThat(world.steps()).containsExactly("Stop instance web-1", "Start instance web-1");
        assertThat(world.health("web")).isEqualTo(Health.HEALTHY);
    }

    @Test
    void waits_for_a_one_shot_to_complete() {
        Stack stack = stack().with(service("migrate"))
                .with(service("web").after("migrate", Condition.COMPLETED_SUCCESSFULLY))
                .build();
        World world = new World(stack).ends("migrate", 0).ask(UP_AND_WAIT).run();
        assertThat(world.steps()).containsSubsequence("Start instance migrate-1", "Start instance web-1");
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void a_failed_one_shot_holds_back_what_waits_for_it() {
        Stack stack = stack().with(service("migrate"))
                .with(service("web").after("migrate", Condition.COMPLETED_SUCCESSFULLY))
                .with(service("page").after("web", Condition.STARTED))
                .build();
        World world = new World(stack).ends("migrate", 3).ask(UP).run();
        assertThat(world.last().isStuck()).isTrue();
        assertThat(world.last().problems())
                .extracting(Problem::message)
                .containsExactly("web can't start: migrate ended with 3");
        assertThat(world.isRunning("page")).isFalse();
    }

    @Test
    void a_dependency_that_is_not_required_only_loses_its_say() {
        Stack stack = stack().with(service("cache").checked())
                .with(service("web").after("cache", new Dependency(Condition.HEALTHY, false, false)))
                .build();
        World world = new World(stack)
                .unhealthyFor("cache", Integer.MAX_VALUE)
                .ask(UP)
                .run();
        assertThat(world.isRunning("web")).isTrue();
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void waiting_for_the_health_of_a_service_without_a_test_is_the_authors_mistake() {
        Stack stack = stack().with(service("cache"))
                .with(service("web").after("cache", Condition.HEALTHY))
                .build();
        World world = new World(stack).ask(UP).run();
        assertThat(world.last().problems()).extracting(Problem::code).containsExactly("plan.dependency-failed");
        assertThat(world.last().problems().getFirst().message()).contains("it has no health check");
    }

    @Test
    void stops_in_reverse_order() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        world.ask(new Request.Stop(List.of(), Optional.empty())).run();
        assertThat(world.steps())
                .containsExactly("Stop instance frontend-1", "Stop instance backend-1", "Stop instance database-1");
    }

    @Test
    void a_stop_by_hand_of_one_service_leaves_those_that_depend_on_it() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        world.ask(new Request.Stop(List.of(name("database")), Optional.empty())).run();
        assertThat(world.steps()).containsExactly("Stop instance database-1");
        world.runFor(Duration.ofMinutes(2));
        assertThat(world.isRunning("database")).isFalse();
    }

    @Test
    void down_leaves_volumes_and_takes_networks() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().ask(DOWN).run();
        assertThat(world.observed().instances()).isEmpty();
        assertThat(world.observed().networks()).isEmpty();
        assertThat(world.observed().volumes()).containsExactly("shop_data");
    }

    @Test
    void down_takes_networks_that_are_no_longer_as_the_files_say() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        Observed seen = new Observed(
                List.of(),
                new TreeSet<>(),
                world.observed().networks(),
                world.observed().volumes(),
                world.observed().habits());
        Wanted wanted = Wanted.nothing(chain()).asked(DOWN, chain(), world.now());

        List<PlannedStep> steps =
                Planner.next(wanted, seen, Memory.empty(), world.now()).steps();

        assertThat(steps).extracting(PlannedStep::step).containsExactly(new Step.RemoveNetwork("shop_default"));
    }

    @Test
    void down_with_volumes_takes_them_last() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        world.ask(new Request.Down(List.of(), true, false, Optional.empty())).run();
        assertThat(world.observed().volumes()).isEmpty();
        assertThat(world.steps()).containsSubsequence("Remove instance database-1", "RemoveVolume volume shop_data");
    }

    @Test
    void data_that_no_file_names_any_longer_outlives_a_down_with_volumes() {
        Stack before = stack().with(service("database").keepsData()).build();
        World world = new World(before).ask(UP).run().ask(DOWN).run();
        assertThat(world.observed().volumes()).containsExactly("shop_data");
        Stack files = stack().with(service("database")).build();
        Stack left = files.with(files.networks(), Map.of());
        world.ask(left, UP).run();
        world.ask(left, new Request.Down(List.of(), true, false, Optional.empty()))
                .run();
        assertThat(world.observed().instances()).isEmpty();
        assertThat(world.observed().volumes()).containsExactly("shop_data");
    }

    @Test
    void the_down_of_one_part_leaves_the_other() {
        Stack databases = stack().with(service("database").keepsData()).build();
        Stack api = stack().with(service("api")).build();
        World world = new World(databases).ask(databases, UP).run().ask(api, UP).run();
        assertThat(world.isRunning("database")).isTrue();
        world.ask(api, DOWN).run();
        assertThat(world.isRunning("database")).isTrue();
        assertThat(world.observed().instance(first("api"))).isEmpty();
        assertThat(world.observed().networks()).containsExactly("shop_default");
    }

    @Test
    void orphans_are_left_alone_unless_asked() {
        Stack old = stack().with(service("old")).with(service("web")).build();
        World before = new World(old).ask(UP).run();
        World world = new World(stack().with(service("web")).build(), before.observed());
        world.ask(UP).run();
        assertThat(world.isRunning("old")).isTrue();
        world.ask(new Request.Up(
                        List.of(),
                        new Request.UpOptions(
                                false,
                                Request.Renewal.outdated(),
                                true,
                                ServiceWanted.Until.STARTED,
                                Map.of(),
                                Optional.empty())))
                .run();
        assertThat(world.observed().instance(first("old"))).isEmpty();
    }

    @Test
    void a_service_that_the_files_lost_goes_with_the_orphans_though_it_was_once_asked_for() {
        Stack left = stack().with(service("web")).build();
        World world = new World(
                        stack().with(service("old")).with(service("web")).build())
                .ask(UP)
                .run();
        world.ask(left, UP).run();
        assertThat(world.isRunning("old")).isTrue();
        world.ask(left, new Request.Down(List.of(), false, true, Optional.empty()))
                .run();
        assertThat(world.observed().instances()).isEmpty();
    }

    @Test
    void of_what_a_test_said_the_last_line_is_told_that_is_no_progress_meter() {
        String said = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n"
                + "                                 Dload  Upload   Total   Spent    Left  Speed\n"
                + "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0"
                + "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\n"
                + "curl: (7) Failed to connect\n";
        assertThat(Troubles.meaning(said)).isEqualTo("curl: (7) Failed to connect");
    }

    @Test
    void a_changed_service_is_made_anew_and_the_others_are_not_touched() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        Stack changed = stack().with(service("database").checked().keepsData())
                .with(service("backend").checked().hash("other").after("database", Condition.HEALTHY))
                .with(service("frontend").checked().after("backend", Condition.HEALTHY))
                .build();
        world.ask(changed, UP_AND_WAIT).run();
        assertThat(world.steps())
                .containsExactly(
                        "Prepare service backend",
                        "Stop instance backend-1",
                        "Remove instance backend-1",
                        "Create instance backend-1",
                        "Start instance backend-1");
        assertThat(world.transcript().get(1)).endsWith("configuration changed");
    }

    @Test
    void a_service_that_depends_with_restart_follows_its_dependency() {
        Stack stack = stack().with(service("database"))
                .with(service("web").after("database", new Dependency(Condition.STARTED, true, true)))
                .build();
        World world = new World(stack).ask(UP).run().forgetTranscript();
        Stack changed = stack().with(service("database").hash("other"))
                .with(service("web").after("database", new Dependency(Condition.STARTED, true, true)))
                .build();
        world.ask(changed, UP).run();
        assertThat(world.steps()).endsWith("Stop instance web-1", "Start instance web-1");
    }

    @Test
    void force_recreate_happens_once() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        world.ask(up(ServiceWanted.Until.READY, Request.Renewal.all())).run();
        assertThat(world.steps()).filteredOn(step -> step.startsWith("Create ")).hasSize(3);
        world.forgetTranscript().runFor(Duration.ofMinutes(2));
        assertThat(world.transcript()).isEmpty();
    }

    @Test
    void restart_happens_once_and_in_order() {
        World world = new World(chain()).ask(UP_AND_WAIT).run().forgetTranscript();
        world.ask(new Request.Restart(List.of(), false, Optional.empty())).run();
        assertThat(world.steps()).filteredOn(step -> step.startsWith("Stop")).hasSize(3);
        assertThat(world.steps())
                .containsSubsequence(
                        "Start instance database-1", "Start instance backend-1", "Start instance frontend-1");
        world.forgetTranscript().runFor(Duration.ofMinutes(2));
        assertThat(world.transcript()).isEmpty();
    }

    @Test
    void scales_up_and_down_by_the_highest_number() {
        World world = new World(stack().with(service("web")).build()).ask(UP).run();
        world.ask(new Request.Scale(Map.of(name("web"), 3), false)).run();
        assertThat(world.observed().instances()).hasSize(3).allMatch(Instance::isRunning);
        world.ask(new Request.Scale(Map.of(name("web"), 1), false)).run();
        assertThat(world.observed().instances()).extracting(Instance::id).containsExactly(first("web"));
    }

    @Test
    void scaling_one_service_leaves_the_number_of_another() {
        Stack stack = stack().with(service("api"))
                .with(service("web").after("api", Condition.STARTED))
                .build();
        World world = new World(stack).ask(UP).run();
        world.ask(new Request.Scale(Map.of(name("api"), 2), false)).run();
        world.ask(new Request.Scale(Map.of(name("web"), 3), false)).run();
        assertThat(world.observed().instances()).hasSize(5);
    }

    @Test
    void a_crash_is_followed_by_its_restart_policy_with_a_back_off() {
        World world = new World(stack().with(service("web").restarts(new RestartPolicy.Always()))
                        .build())
                .ask(UP)
                .run()
                .forgetTranscript();
        world.ends("web", 1).pass(Duration.ofSeconds(20)).crash("web", 1).runFor(Duration.ofSeconds(7));
        assertThat(world.transcript())
                .extracting(line -> line.substring(line.indexOf(':') + 2))
                .containsExactly(
                        "ended with 1, restart 1",
                        "ended with 1, restart 2",
                        "ended with 1, restart 3",
                        "ended with 1, restart 4",
                        "ended with 1, restart 5",
                        "ended with 1, restart 6");
        assertThat(world.transcript()).first().asString().startsWith("20.1");
        assertThat(world.transcript()).last().asString().startsWith("26.3");
    }

    @Test
    void the_back_off_doubles_to_a_minute() {
        assertThat(List.of(1, 2, 3, 10, 11, 50).stream().map(RestartRules::delay))
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(51_200),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1));
    }

    @Test
    void a_long_run_makes_the_back_off_begin_anew() {
        World world = new World(stack().with(service("web").restarts(new RestartPolicy.Always()))
                        .build())
                .ask(UP)
                .run();
        for (int i = 0; i < 4; i++) {
            world.crash("web", 1).runFor(Duration.ofSeconds(2));
        }
        world.forgetTranscript().runFor(Duration.ofSeconds(11)).pass(Duration.ofSeconds(10));
        Instant crashed = world.now();
        world.crash("web", 1).runFor(Duration.ofSeconds(1));
        assertThat(world.transcript()).hasSize(1);
        assertThat(world.startedAt("web")).isBefore(crashed.plusMillis(150));
    }

    @Test
    void on_failure_stops_after_its_attempts_and_ignores_a_clean_end() {
        Stack stack = stack().with(service("web").restarts(new RestartPolicy.OnFailure(OptionalInt.of(2))))
                .build();
        World world = new World(stack).ends("web", 7).ask(UP).runFor(Duration.ofSeconds(5));
        assertThat(world.steps()).filteredOn(step -> step.startsWith("Start")).hasSize(3);
        World clean = new World(stack).ends("web", 0).ask(UP).runFor(Duration.ofSeconds(5));
        assertThat(clean.steps()).filteredOn(step -> step.startsWith("Start")).hasSize(1);
    }

    @Test
    void a_service_without_policy_stays_ended_and_up_starts_it_again() {
        World world = new World(stack().with(service("web")).build()).ask(UP).run();
        world.forgetTranscript().crash("web", 1).runFor(Duration.ofSeconds(5));
        assertThat(world.transcript()).isEmpty();
        world.ask(UP).run();
        assertThat(world.steps()).containsExactly("Start instance web-1");
    }

    @Test
    void a_crashed_dependency_comes_back_before_a_crashed_dependant() {
        Stack stack = stack().with(service("database").checked().restarts(new RestartPolicy.Always()))
                .with(service("web").restarts(new RestartPolicy.Always()).after("database", Condition.HEALTHY))
                .build();
        World world = new World(stack).ask(UP_AND_WAIT).run().forgetTranscript();
        world.unhealthyFor("database", 5).crash("database", 1).crash("web", 1).run();
        assertThat(world.steps()).containsExactly("Start instance database-1", "Start instance web-1");
    }

    @Test
    void a_manual_stop_of_a_dependency_does_not_keep_a_crashed_service_down() {
        Stack stack = stack().with(service("database").checked())
                .with(service("web").restarts(new RestartPolicy.Always()).after("database", Condition.HEALTHY))
                .build();
        World world = new World(stack).ask(UP_AND_WAIT).run();
        world.ask(new Request.Stop(List.of(name("database")), Optional.empty())).run();
        world.crash("web", 1).runFor(Duration.ofSeconds(1));
        assertThat(world.isRunning("web")).isTrue();
    }

    @Test
    void start_makes_nothing() {
        World world = new World(chain()).ask(new Request.Start(List.of())).run();
        assertThat(world.transcript()).isEmpty();
        assertThat(world.last().problems()).extracting(Problem::code).containsOnly("plan.nothing-to-start");
    }

    @Test
    void start_does_not_miss_a_service_that_has_no_instances_by_wish() {
        Stack stack = stack().with(service("database"))
                .with(service("none").replicas(0))
                .build();
        World world = new World(stack).ask(UP_AND_WAIT).run();
        world.ask(new Request.Stop(List.of(), Optional.empty())).run();
        world.ask(new Request.Start(List.of())).run();
        assertThat(world.isRunning("database")).isTrue();
        assertThat(world.last().problems()).isEmpty();
    }

    @Test
    void a_step_that_may_pass_is_tried_again() {
        World world = new World(chain())
                .fails("Start instance database-1", 2, true)
                .ask(UP_AND_WAIT)
                .run();
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void a_step_that_cannot_pass_ends_in_its_problem_and_the_rest_is_brought_up() {
        Stack stack = stack().with(service("bad"))
                .with(service("good"))
                .with(service("after").after("bad", Condition.STARTED))
                .build();
        World world =
                new World(stack).fails("Prepare service bad", 1, false).ask(UP).run();
        assertThat(world.last().isStuck()).isTrue();
        assertThat(world.last().problems()).extracting(Problem::message).containsExactly("Prepare service bad failed");
        assertThat(world.isRunning("good")).isTrue();
        assertThat(world.isRunning("after")).isFalse();
        world.ask(UP).run();
        assertThat(world.isRunning("after")).isTrue();
    }

    @Test
    void what_is_under_way_is_not_begun_again() {
        World world = new World(stack().with(service("web")).build()).ask(UP);
        Decision decision = world.decide();
        Memory busy = Memory.empty();
        for (PlannedStep planned : decision.steps()) {
            busy = busy.begun(planned.step(), world.now());
        }
        Decision next = Planner.next(world.wanted(), world.observed(), busy, world.now());
        assertThat(next.steps()).isEmpty();
        assertThat(next.isDone()).isFalse();
    }

    @Test
    void what_is_only_half_made_is_made_anew_unless_it_is_being_made() {
        World world = new World(stack().with(service("web")).build()).ask(UP).run();
        Instance whole = world.observed().instance(first("web")).orElseThrow();
        Instance half = new Instance(
                whole.id(),
                new Instance.Phase.Created(),
                "",
                whole.createdAt(),
                whole.health(),
                whole.imageCheck(),
                whole.details());
        Observed seen = new Observed(
                List.of(half), world.observed().networks(), world.observed().volumes());

        Memory making = world.memory().begun(new Step.Create(whole.id()), world.now());
        assertThat(Planner.next(world.wanted(), seen, making, world.now()).steps())
                .isEmpty();
        assertThat(Planner.next(world.wanted(), seen, making, world.now()).waiting())
                .containsExactly(new Decision.Waiting(name("web"), "web-1 to be created"));
        assertThat(Planner.next(world.wanted(), seen, world.memory(), world.now())
                        .steps())
                .extracting(PlannedStep::step)
                .containsExactly(new Step.Remove(whole.id(), false));
    }

    @Test
    void an_instance_has_ended_for_good_when_its_policy_has_given_up_or_nobody_wants_it() {
        RestartPolicy twice = new RestartPolicy.OnFailure(OptionalInt.of(2));
        World world = new World(stack().with(service("web").restarts(twice)).build())
                .ends("web", 1)
                .ask(UP);
        world.runFor(Duration.ofMillis(50));
        assertThat(isLeftEnded(world)).as("it will be started again").isFalse();
        world.runFor(Duration.ofSeconds(10));
        assertThat(isLeftEnded(world)).isTrue();

        world.runsOn("web").ask(UP).run();
        assertThat(isLeftEnded(world)).as("it runs").isFalse();
        world.ask(new Request.Stop(List.of(), Optional.empty())).run();
        assertThat(isLeftEnded(world)).isTrue();
    }

    private static boolean isLeftEnded(World world) {
        Instance web = world.observed().instance(first("web")).orElseThrow();
        return Planner.isLeftEnded(world.wanted(), world.observed(), web, world.memory());
    }

    @Test
    void a_stop_is_overtaken_by_one_with_less_grace_and_by_no_other() {
        World world = new World(stack().with(service("web")).build()).ask(UP).run();
        Request.Stop patient = new Request.Stop(List.of(), Optional.of(Duration.ofSeconds(50)));
        Step.Stop begun =
                (Step.Stop) world.ask(patient).decide().steps().getFirst().step();
        Memory stopping = world.memory().begun(begun, world.now());
        assertThat(stepsWhile(world.ask(patient), stopping)).isEmpty();

        Step.Stop kill = new Step.Stop(first("web"), Duration.ZERO);
        Request hasty = new Request.Stop(List.of(), Optional.of(Duration.ZERO));
        assertThat(stepsWhile(world.ask(hasty), stopping)).containsExactly(kill);

        Memory killing =
                stopping.begun(kill, world.now()).ended(begun, new Outcome.Succeeded(), world.now(), Optional.empty());
        assertThat(stepsWhile(world, killing)).as("the kill is still under way").isEmpty();
    }

    private static List<Step> stepsWhile(World world, Memory memory) {
        return Planner.next(world.wanted(), world.observed(), memory, world.now()).steps().stream()
                .map(PlannedStep::step)
                .toList();
    }

    @Test
    void a_check_that_comes_with_the_image_opens_a_gate_too() {
        HealthCheck inherited = new HealthCheck(
                new HealthCheck.Test.Inherited(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                3,
                Duration.ZERO,
                Optional.empty());
        Instance instance = new Instance(
                first("web"),
                new Instance.Phase.Running(Instant.EPOCH),
                "hash",
                Instant.EPOCH,
                Optional.empty(),
                Optional.of(Stacks.CHECK),
                new Instance.Details("shop-web-1", "", "", List.of(), Optional.empty()));
        assertThat(HealthRules.check(service("web").checked(inherited).service(), instance))
                .hasValueSatisfying(check -> assertThat(check.test()).isEqualTo(Stacks.CHECK.test()));
        assertThat(HealthRules.check(service("web").service(), instance)).contains(Stacks.CHECK);
    }

    @Test
    void the_unfolding_shows_every_step_with_its_reason_and_changes_nothing() {
        Wanted wanted = Wanted.nothing(chain()).asked(UP_AND_WAIT, chain(), Instant.EPOCH);
        Unfolding unfolding = Unfolding.of(wanted, Observed.nothing(), Memory.empty(), Instant.EPOCH);
        assertThat(unfolding.problems()).isEmpty();
        assertThat(unfolding.steps().stream().flatMap(List::stream).map(planned -> World.words(planned.step())))
                .containsSubsequence(
                        "Start instance database-1", "Start instance backend-1", "Start instance frontend-1");
        assertThat(unfolding.steps().stream().flatMap(List::stream))
                .allMatch(planned -> !planned.reason().isBlank());
    }
}
