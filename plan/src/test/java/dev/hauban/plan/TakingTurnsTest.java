package dev.hauban.plan;

import static dev.hauban.plan.Stacks.first;
import static dev.hauban.plan.Stacks.service;
import static dev.hauban.plan.Stacks.stack;
import static dev.hauban.plan.Stacks.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.Dependency.Condition;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What is left to do where an engine restarts, tests and recreates by itself, and others use it as well.
class TakingTurnsTest {
    private static final Request UP = up(ServiceWanted.Until.READY, Request.Renewal.outdated());
    private static final Habits DAEMON = new Habits(true, true);
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private static Stack pair() {
        return stack().with(service("database").checked().keepsData())
                .with(service("web").after("database", Condition.HEALTHY))
                .build();
    }

    private static Observed running(Stack files) {
        World world = new World(files, daemon(List.of()));
        world.ask(UP).run();
        return world.observed();
    }

    private static Observed daemon(List<Instance> instances) {
        return new Observed(instances, new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), DAEMON);
    }

    /// The same, with one instance seen otherwise.
    private static Observed seen(Observed before, String service, UnaryOperator<Instance> otherwise) {
        List<Instance> instances = before.instances().stream()
                .map(instance -> instance.id().equals(first(service)) ? otherwise.apply(instance) : instance)
                .toList();
        return new Observed(instances, before.networks(), before.divergedNetworks(), before.volumes(), before.habits());
    }

    private static Instance with(Instance known, Instance.Phase phase, Optional<Health> health, Ties ties) {
        return new Instance(
                known.id(), phase, known.hash(), known.createdAt(), health, known.imageCheck(), ties, known.details());
    }

    private static Instance tied(Instance known, Ties ties) {
        return with(known, known.phase(), known.health(), ties);
    }

    private static World later(Stack files, Observed before) {
        return new World(files, before).pass(Duration.ofMinutes(1)).ask(UP);
    }

    @Test
    void leaves_alone_what_somebody_else_brought_up() {
        Observed before = seen(
                running(pair()),
                "database",
                known -> with(known, known.phase(), Optional.of(Health.HEALTHY), known.ties()));

        assertThat(later(pair(), before).run().transcript()).isEmpty();
    }

    @Test
    void takes_the_engines_word_for_healthy_without_a_test_of_its_own() {
        Observed before = seen(
                running(pair()),
                "database",
                known -> with(known, known.phase(), Optional.of(Health.HEALTHY), known.ties()));

        assertThat(later(pair(), before).decide().steps()).isEmpty();
    }

    @Test
    void opens_the_gate_by_its_own_test_while_the_engine_still_says_starting() {
        Observed before = seen(
                running(pair()),
                "database",
                known -> with(known, known.phase(), Optional.of(Health.STARTING), known.ties()));
        World world = later(pair(), before);

        assertThat(world.decide().steps())
                .extracting(PlannedStep::step)
                .containsExactly(new Step.Probe(first("database")));
        assertThat(world.run().last().isDone()).isTrue();
        assertThat(world.health("database")).isEqualTo(Health.HEALTHY);
        assertThat(world.last().lookAgain()).isEmpty();
    }

    @Test
    void believes_an_engine_that_says_unhealthy() {
        Observed before = seen(
                running(pair()),
                "database",
                known -> with(known, known.phase(), Optional.of(Health.UNHEALTHY), known.ties()));

        assertThat(later(pair(), before).run().last().isStuck()).isTrue();
    }

    @Test
    void puts_another_in_its_place_in_one_step_when_the_configuration_changed() {
        Stack changed = stack().with(service("database").checked().keepsData().hash("new"))
                .with(service("web").after("database", Condition.HEALTHY))
                .build();

        assertThat(later(changed, running(pair())).run().steps())
                .containsExactly(
                        "Prepare service database", "Recreate instance database-1", "Start instance database-1");
    }

    @Test
    void recreates_what_is_not_on_a_network_that_it_is_to_be_on() {
        Observed before = seen(
                running(pair()),
                "web",
                known -> tied(known, new Ties(true, true, Optional.of(new TreeSet<>()), Optional.empty())));

        World world = later(pair(), before).run();
        assertThat(world.transcript()).anyMatch(line -> line.endsWith("web-1: not on the network shop_default"));
        assertThat(world.steps()).contains("Recreate instance web-1").doesNotContain("Recreate instance database-1");
    }

    @Test
    void makes_first_what_others_may_share() {
        World world = new World(pair(), daemon(List.of())).ask(UP).run();

        List<String> steps = world.steps();
        assertThat(steps.indexOf("Create instance database-1")).isLessThan(steps.indexOf("Create instance web-1"));
        assertThat(steps.indexOf("Create instance web-1")).isNotNegative();
    }

    @Test
    void recreates_what_lacks_a_volume_of_its_own() {
        Observed before = seen(
                running(pair()),
                "database",
                known -> tied(known, new Ties(true, true, Optional.empty(), Optional.of(new TreeSet<>()))));

        assertThat(later(pair(), before).run().transcript())
                .anyMatch(line -> line.contains("Recreate instance database-1: without the volume shop_data"));
    }

    @Test
    void recreates_what_was_made_from_an_image_that_its_name_no_longer_means() {
        Observed before = seen(
                running(pair()),
                "web",
                known -> tied(known, new Ties(false, true, Optional.empty(), Optional.empty())));

        assertThat(later(pair(), before).run().steps())
                .containsExactly("Prepare service web", "Recreate instance web-1", "Start instance web-1");
    }

    @Test
    void recreates_what_shares_with_a_service_that_was_made_anew() {
        Observed before = seen(
                running(pair()),
                "web",
                known -> tied(known, new Ties(true, false, Optional.empty(), Optional.empty())));

        assertThat(later(pair(), before).run().steps()).contains("Recreate instance web-1");
    }

    @Test
    void lets_the_engine_restart_what_it_is_about_to_restart() {
        Stack files = stack().with(service("web").restarts(new RestartPolicy.Always()))
                .build();
        Observed before = seen(
                running(files),
                "web",
                known -> with(
                        known,
                        new Instance.Phase.Restarting(1, NEW_YEAR, NEW_YEAR.plusSeconds(1), 1),
                        Optional.empty(),
                        known.ties()));
        World world = later(files, before);

        assertThat(world.decide().steps()).isEmpty();
        assertThat(world.last().waiting())
                .extracting(Decision.Waiting::what)
                .containsExactly("its restart (ended with 1)");
    }

    /// What is seen of a service that its engine has started again so often, after a run of a second.
    private static Observed restarting(Observed before, String service, int restarts, Instant at) {
        return seen(
                before,
                service,
                known -> with(
                        known,
                        new Instance.Phase.Restarting(1, at.minusSeconds(1), at, restarts),
                        Optional.empty(),
                        known.ties()));
    }

    private static Observed runningSince(Observed before, String service, Instant since) {
        return seen(
                before,
                service,
                known -> with(known, new Instance.Phase.Running(since), Optional.empty(), known.ties()));
    }

    /// As the engine goes about it: a run of a second each, and a pause before the next.
    private static World ending(World world, String service, int times) {
        for (int time = 1; time <= times; time++) {
            world.see(runningSince(world.observed(), service, world.now()))
                    .pass(Duration.ofSeconds(1))
                    .see(restarting(world.observed(), service, time - 1, world.now()));
            world.decide();
            if (time < times) {
                world.pass(Duration.ofMillis(100L << time - 1));
            }
        }
        return world;
    }

    @Test
    void waits_no_longer_for_what_the_engine_restarts_again_and_again() {
        Stack files = stack().with(service("web").restarts(new RestartPolicy.Always()))
                .with(service("front").after("web", Condition.HEALTHY))
                .build();
        World world = ending(later(files, running(files)), "web", 7);
        assertThat(world.last().isStuck()).isFalse();

        ending(world.pass(Duration.ofSeconds(7)), "web", 1);

        assertThat(world.last().isStuck()).isTrue();
        assertThat(world.last().problems())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "web ended with 1, 8 times now, each time within ten seconds of its start",
                        "front can't start: it needs web");
    }

    @Test
    void a_loop_that_began_before_anybody_looked_is_known_by_its_pause() {
        Stack files = stack().with(service("web").restarts(new RestartPolicy.Always()))
                .build();
        World world = later(files, running(files));
        world.see(restarting(world.observed(), "web", 20, world.now().minusSeconds(2)));

        assertThat(world.decide().isStuck()).isFalse();
        Instant due = world.last().lookAgain().orElseThrow();
        assertThat(world.pass(Duration.between(world.now(), due)).decide().isStuck())
                .isTrue();
        assertThat(world.last().problems().getFirst().message()).contains("ended with 1, again and again");
    }

    @Test
    void a_single_end_is_no_loop_however_long_its_restart_takes() {
        Stack files = stack().with(service("web").restarts(new RestartPolicy.Always()))
                .build();
        World world = later(files, running(files));
        world.see(restarting(world.observed(), "web", 0, world.now())).pass(Duration.ofSeconds(30));

        assertThat(world.decide().isStuck()).isFalse();
    }

    @Test
    void starts_what_somebody_stopped_when_it_is_asked_to_but_not_again_after_that() {
        Stack files = stack().with(service("web").restarts(new RestartPolicy.Always()))
                .build();
        Observed stopped = Effects.ended(running(files), first("web"), 143, Instant.parse("2026-01-01T00:00:00Z"));
        World world = later(files, stopped).run();
        assertThat(world.steps()).containsExactly("Start instance web-1");

        world.forgetTranscript().pass(Duration.ofSeconds(5)).crash("web", 143);
        assertThat(world.decide().steps()).isEmpty();
        assertThat(world.last().isStuck()).isTrue();
    }

    @Test
    void stops_what_the_engine_is_about_to_restart_before_it_is_taken_away() {
        Observed before = seen(
                running(pair()),
                "web",
                known -> with(
                        known,
                        new Instance.Phase.Restarting(1, NEW_YEAR, NEW_YEAR.plusSeconds(1), 1),
                        Optional.empty(),
                        known.ties()));

        assertThat(new World(pair(), before)
                        .ask(new Request.Down(List.of(), false, false, Optional.empty()))
                        .run()
                        .steps())
                .containsSubsequence("Stop instance web-1", "Remove instance web-1");
    }

    /// Where all has been running for a day.
    private static World aged(Stack files) {
        return new World(files, running(files)).pass(Duration.ofDays(1));
    }

    /// `up` for one of the pair, with what is to be made anew.
    private static Request web(Request.Renewal renewal) {
        return up(ServiceWanted.Until.READY, renewal, "web");
    }

    private static Request.Renewal renewal(Request.Recreation named, Request.Recreation dependencies) {
        return new Request.Renewal(named, dependencies, false, Set.of());
    }

    @Test
    void a_forced_service_is_made_anew_and_what_it_depends_on_is_not() {
        World world = aged(pair());

        assertThat(world.ask(web(Request.Renewal.all())).run().steps())
                .contains("Recreate instance web-1")
                .doesNotContain("Recreate instance database-1");
    }

    @Test
    void what_a_service_depends_on_can_be_made_anew_without_it() {
        World world = aged(pair());

        assertThat(world.ask(web(renewal(Request.Recreation.OUTDATED, Request.Recreation.ALWAYS)))
                        .run()
                        .steps())
                .contains("Recreate instance database-1")
                .doesNotContain("Recreate instance web-1");
    }

    @Test
    void nothing_is_made_anew_where_that_is_not_wanted_whatever_has_changed() {
        Stack changed = stack().with(service("database").checked().keepsData().hash("new"))
                .with(service("web").after("database", Condition.HEALTHY))
                .build();
        Observed before = seen(
                running(pair()),
                "web",
                known -> tied(known, new Ties(false, false, Optional.of(new TreeSet<>()), Optional.empty())));
        World world = new World(changed, before).pass(Duration.ofDays(1));

        assertThat(world.ask(web(renewal(Request.Recreation.NEVER, Request.Recreation.NEVER)))
                        .run()
                        .steps())
                .noneMatch(step -> step.startsWith("Recreate") || step.startsWith("Stop"));
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void anonymous_volumes_stay_behind_only_where_that_is_asked_for() {
        World kept = aged(pair()).ask(web(Request.Renewal.all()));
        World renewed = aged(pair())
                .ask(web(new Request.Renewal(Request.Recreation.ALWAYS, Request.Recreation.OUTDATED, true, Set.of())));

        assertThat(recreations(kept.run())).isNotEmpty().noneMatch(Step.Recreate::renewsVolumes);
        assertThat(recreations(renewed.run())).isNotEmpty().allMatch(Step.Recreate::renewsVolumes);
    }

    private static List<Step.Recreate> recreations(World world) {
        return world.performed().stream()
                .filter(Step.Recreate.class::isInstance)
                .map(Step.Recreate.class::cast)
                .toList();
    }

    @Test
    void programs_are_looked_after_once_each_time_that_it_is_asked_for() {
        var both = new Request.Renewal(
                Request.Recreation.OUTDATED, Request.Recreation.OUTDATED, false, Set.of(new ServiceName("web")));
        World world = aged(pair()).ask(web(both)).run();

        assertThat(world.steps()).containsExactly("Prepare service web");
        world.ask(web(both)).run();
        assertThat(world.steps()).containsExactly("Prepare service web", "Prepare service web");
        world.ask(UP).run();
        assertThat(world.steps()).hasSize(2);
    }

    private static final Request CREATE = up(ServiceWanted.Until.MADE, Request.Renewal.outdated());

    @Test
    void makes_without_waiting_for_health_and_without_starting() {
        World world = new World(pair(), daemon(List.of())).ask(CREATE).run();

        assertThat(world.steps())
                .containsExactly(
                        "Prepare service database",
                        "CreateNetwork network default",
                        "CreateVolume volume data",
                        "Prepare service web",
                        "Create instance database-1",
                        "Create instance web-1");
        assertThat(world.last().isDone()).isTrue();
        assertThat(world.forgetTranscript().ask(UP).run().steps())
                .containsExactly("Start instance database-1", "Start instance web-1");
    }

    @Test
    void what_runs_goes_on_when_all_is_only_to_be_there() {
        assertThat(new World(pair(), running(pair())).ask(CREATE).run().transcript())
                .isEmpty();
    }

    @Test
    void what_has_changed_is_made_anew_and_waits_for_its_start_with_what_restarts_with_it() {
        Stack changed = stack().with(service("database").checked().keepsData().hash("new"))
                .with(service("web").after("database", new Dependency(Condition.HEALTHY, true, true)))
                .build();
        World world = new World(changed, running(pair())).pass(Duration.ofMinutes(1));

        assertThat(world.ask(CREATE).run().steps())
                .containsExactly("Prepare service database", "Recreate instance database-1", "Stop instance web-1");
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void what_somebody_stopped_stays_stopped_when_all_is_only_to_be_there() {
        World world = new World(pair(), running(pair()));
        world.ask(new Request.Stop(List.of(), Optional.empty())).run().forgetTranscript();

        assertThat(world.ask(CREATE).run().transcript()).isEmpty();
        assertThat(world.last().isDone()).isTrue();
    }

    @Test
    void what_depends_on_what_can_not_be_made_is_not_waited_for() {
        World world = new World(pair(), daemon(List.of()))
                .fails("Create instance database-1", 1, false)
                .ask(UP)
                .run();

        assertThat(world.last().isStuck()).isTrue();
        assertThat(world.steps()).doesNotContain("Create instance web-1");
        assertThat(world.last().problems()).hasSize(1);
    }

    @Test
    void what_can_do_without_what_can_not_be_made_is_made() {
        Stack files = stack().with(service("database"))
                .with(service("web").after("database", new Dependency(Condition.STARTED, false, false)))
                .build();
        World world = new World(files, daemon(List.of()))
                .fails("Create instance database-1", 1, false)
                .ask(UP)
                .run();

        assertThat(world.steps()).contains("Start instance web-1");
    }
}
