package dev.hauban.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.engine.LogLine;
import dev.hauban.event.Event;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.PlannedStep;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class UpTest {
    private final MemoryHouse house = Shop.busy();
    private final Typed typed = new Typed(house);

    @Test
    void asks_for_what_was_typed() throws Exception {
        int code = typed.run(
                "up",
                "-d",
                "--wait",
                "front",
                "db",
                "--scale",
                "web=3",
                "--no-deps",
                "--force-recreate",
                "-t",
                "4",
                "--remove-orphans");

        assertThat(code).isZero();
        assertThat(house.asked)
                .containsExactly(new Request.Up(
                        List.of(Shop.WEB, Shop.JOB, Shop.DB),
                        new Request.UpOptions(
                                true,
                                Request.Renewal.all(),
                                true,
                                ServiceWanted.Until.READY,
                                java.util.Map.of(Shop.WEB, 3),
                                Optional.of(Duration.ofSeconds(4)))));
    }

    @Test
    void create_asks_for_the_same_without_a_start() throws Exception {
        int code = typed.run("create", "web", "--scale", "web=3", "--no-recreate", "--remove-orphans");

        assertThat(code).isZero();
        assertThat(house.asked)
                .containsExactly(new Request.Up(
                        List.of(Shop.WEB),
                        new Request.UpOptions(
                                false,
                                new Request.Renewal(
                                        Request.Recreation.NEVER, Request.Recreation.NEVER, false, java.util.Set.of()),
                                true,
                                ServiceWanted.Until.MADE,
                                java.util.Map.of(Shop.WEB, 3),
                                Optional.empty())));
        assertThat(typed.out()).contains("Next: hauban start, hauban up -d, hauban down");
    }

    @Test
    void up_that_starts_nothing_returns_and_waits_for_nothing() throws Exception {
        assertThat(typed.run("up", "--no-start", "web")).isZero();
        assertThat(house.asked)
                .extracting(request -> ((Request.Up) request).options().until())
                .containsExactly(ServiceWanted.Until.MADE);

        assertThat(typed.run("up", "--no-start", "--wait")).isEqualTo(2);
        assertThat(typed.err()).contains("--no-start and --wait exclude each other");
    }

    @Test
    void tells_each_step_as_a_line_and_reports_at_the_end() throws Exception {
        begin(new Step.Create(id(Shop.DB)), 0);
        end(new Step.Create(id(Shop.DB)), 100);
        begin(new Step.Start(id(Shop.DB)), 100);
        end(new Step.Start(id(Shop.DB)), 300);
        house.events.add(new Event.WaitingFor(at(300), List.of(waiting(Shop.WEB, "db to be healthy"))));
        house.events.add(new Event.HealthChanged(at(1300), id(Shop.DB), Health.HEALTHY, "ok"));
        settle(2000);

        assertThat(typed.run("up", "-d")).isZero();

        assertThat(typed.err()).isEqualTo("""
                db-1  created  0.1s
                db-1  started  0.2s
                db-1  healthy
                """);
        assertThat(typed.out()).isEqualTo("""
                SERVICE   STATE       TOOK   REACHED AT
                db-1      healthy     1.3s
                job-1     completed   -
                web-1     running     1.7s   http://localhost:8080

                Security:
                  ! open to other machines: 8080 (127.0.0.1: in front of a port closes it)

                Engine: local (nothing says otherwise)
                Next: hauban status, hauban logs --follow, hauban down
                """);
    }

    @Test
    void what_is_so_at_a_glance_is_reported_and_nobody_is_asked() throws Exception {
        house.glanced = house.engine.observe(Shop.stack().name());

        assertThat(typed.run("up", "-d")).isZero();

        assertThat(house.asked).isEmpty();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out()).contains("db-1").contains("web-1     running").contains("Next: hauban status");
    }

    @Test
    void what_a_build_writes_line_by_line_is_for_a_screen_that_is_drawn_in_place() throws Exception {
        var prepare = new Step.Prepare(Shop.WEB);
        house.events.add(new Event.StepProgress(at(10), prepare, "building, line 13: compiling", -1));
        house.events.add(new Event.StepProgress(at(20), prepare, "downloading", 0.51));
        settle(30);

        assertThat(typed.run("up", "-d")).isZero();

        assertThat(typed.err()).doesNotContain("building").contains("web  downloading 51 %");
    }

    @Test
    void events_are_json_and_alone_where_that_is_asked_for() throws Exception {
        begin(new Step.Start(id(Shop.DB)), 0);
        settle(10);

        assertThat(typed.run("--progress", "json", "up", "-d")).isZero();

        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(typed.err()).contains("\"step-begun\"").contains("\"settled\"");
    }

    @Test
    void compose_progress_says_how_progress_is_told_where_no_option_does() throws Exception {
        settle(30);
        assertThat(typed.with("COMPOSE_PROGRESS", "json").run("up", "-d")).isZero();
        assertThat(typed.err()).startsWith("{").contains("\"settled\"");

        var odd = new Typed(house).with("COMPOSE_PROGRESS", "loud");
        assertThat(odd.run("up", "-d")).isEqualTo(2);
        assertThat(odd.err()).contains("COMPOSE_PROGRESS can't be \"loud\"").contains("auto, tty, plain, json, quiet");
    }

    @Test
    void a_service_that_never_gets_healthy_is_told_with_its_last_lines() throws Exception {
        house.engine.lines.add(Shop.line(Shop.DB, LogLine.Source.ERROR, "no such table"));
        house.events.add(new Event.HealthChanged(at(10), id(Shop.DB), Health.UNHEALTHY, "refused"));
        settle(
                20,
                Problem.error("plan.service-unhealthy", Actor.SERVICE, "db is unhealthy; its last test said: refused"));

        assertThat(typed.run("up", "-d", "--wait")).isEqualTo(7);

        assertThat(typed.err())
                .contains("db is unhealthy; its last test said: refused")
                .contains("The last lines of db:\n  db-1 | ready\n  db-1 | no such table\n");
    }

    @Test
    void a_failed_one_shot_has_a_code_of_its_own() throws Exception {
        settle(20, Problem.error("plan.service-ended", Actor.SERVICE, "job ended with 3"));

        assertThat(typed.run("up", "-d")).isEqualTo(6);
    }

    @Test
    void what_is_only_degraded_is_told_once_and_stops_nothing() throws Exception {
        var degraded = Problem.degraded("local.limits", "memory limits can't be set here");
        house.events.add(new Event.Troubled(at(1), List.of(), degraded));
        house.events.add(new Event.Troubled(at(2), List.of(), degraded));
        settle(3);

        assertThat(typed.run("up", "-d")).isZero();
        assertThat(typed.err()).containsOnlyOnce("degraded: memory limits can't be set here");
    }

    @Test
    void what_is_degraded_is_refused_before_anything_starts_where_that_is_asked_for() throws Exception {
        house.engine.problems.add(Problem.degraded("local.limits", "memory limits can't be set here"));

        assertThat(typed.run("--strict", "up", "-d")).isEqualTo(9);
        assertThat(house.asked).isEmpty();
    }

    @Test
    void what_a_one_shot_said_in_earlier_runs_is_not_repeated() throws Exception {
        begin(new Step.Start(id(Shop.WEB)), 0);
        house.events.add(new Event.InstanceExited(at(10), id(Shop.WEB), 3));
        settle(20, Problem.error("plan.service-failed", Actor.SERVICE, "web ended with 3"));
        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.WEB, 3));
        house.engine.lines.clear();
        house.engine.lines.add(Shop.line(Shop.WEB, LogLine.Source.ERROR, "as before"));
        Instant earlier = Shop.NOW.minus(Duration.ofMinutes(3));
        house.engine.lines.add(new LogLine(id(Shop.WEB), earlier, LogLine.Source.ERROR, "long ago"));

        assertThat(typed.run("up", "-d", "--wait")).isNotZero();

        assertThat(typed.err())
                .contains("The last lines of web:\n  web-1 | as before\n")
                .doesNotContain("long ago");
    }

    @Test
    void the_time_to_wait_can_be_over_first() throws Exception {
        house.events.add(new Event.WaitingFor(at(1), List.of(waiting(Shop.WEB, "db to be healthy"))));
        house.applying = (_, _) -> Thread.sleep(Duration.ofSeconds(15));

        assertThat(typed.run("up", "--wait", "--wait-timeout", "0")).isEqualTo(8);
        assertThat(typed.err())
                .contains("not yet: web (waiting: for db to be healthy)")
                .contains("is over");
    }

    @Test
    void what_is_not_ready_in_time_is_told_with_its_last_lines() throws Exception {
        house.engine.lines.add(Shop.line(Shop.DB, LogLine.Source.ERROR, "recovering"));
        house.events.add(new Event.WaitingFor(
                at(1),
                List.of(
                        waiting(Shop.DB, "to be healthy; its last test said: refused"),
                        waiting(Shop.WEB, "db to be healthy"))));
        house.applying = (_, _) -> Thread.sleep(Duration.ofSeconds(15));

        assertThat(typed.run("up", "--wait", "--wait-timeout", "0")).isEqualTo(8);

        assertThat(typed.err())
                .contains("not yet: db (waiting: to be healthy; its last test said: refused)")
                .contains("The last lines of db:\n  db-1 | ready\n  db-1 | recovering\n");
    }

    @Test
    void what_was_up_and_has_ended_since_is_no_success_for_who_waited() throws Exception {
        begin(new Step.Start(id(Shop.WEB)), 0);
        end(new Step.Start(id(Shop.WEB)), 10);
        settle(20);
        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.WEB, 3));
        house.engine.lines.add(Shop.line(Shop.WEB, LogLine.Source.ERROR, "the port is taken"));

        assertThat(typed.run("up", "--wait")).isEqualTo(6);
        assertThat(typed.err())
                .contains("web-1 was up, but has ended with 3 meanwhile")
                .contains("The last lines of web:");
    }

    @Test
    void what_its_engine_starts_again_is_no_success_either_and_its_last_run_is_quoted_from_its_first_word()
            throws Exception {
        begin(new Step.Start(id(Shop.WEB)), 0);
        settle(20);
        Instant since = Shop.NOW.minusSeconds(60);
        house.engine.instances.clear();
        house.engine.instances.add(
                Shop.instance(Shop.WEB, 1, new Instance.Phase.Restarting(3, since, since, 4), since));
        house.engine.lines.clear();
        house.engine.lines.add(said("of the run before", since.minusSeconds(20)));
        house.engine.lines.add(said("no settings", since.minusMillis(30)));

        assertThat(typed.run("up", "--wait")).isEqualTo(6);
        assertThat(typed.err())
                .contains("web-1 was up, but has ended with 3 meanwhile")
                .contains("The last lines of web:\n  web-1 | no settings\n")
                .doesNotContain("of the run before");
    }

    private static LogLine said(String text, Instant at) {
        return new LogLine(id(Shop.WEB), at, LogLine.Source.ERROR, text);
    }

    @Test
    void with_detach_ctrl_c_leaves_what_runs_and_says_what_is_missing() throws Exception {
        house.events.add(new Event.WaitingFor(at(1), List.of(waiting(Shop.WEB, "db to be healthy"))));
        house.applying = (_, _) -> pressCtrlC();

        assertThat(typed.run("up", "-d")).isEqualTo(130);
        assertThat(house.asked).hasSize(1);
        assertThat(typed.err())
                .contains("not yet: web (waiting: for db to be healthy)")
                .contains("the next \"hauban up -d\" finishes");
        assertThat(house.onCtrlC).isEmpty();
    }

    @Test
    void attached_it_shows_what_is_written_and_stops_at_ctrl_c_what_it_started() throws Exception {
        begin(new Step.Start(id(Shop.WEB)), 0);
        end(new Step.Start(id(Shop.WEB)), 10);
        house.applying = (request, _) -> {
            if (request instanceof Request.Up) {
                Thread.ofVirtual().start(() -> {
                    while (house.engine.queries.isEmpty()) {
                        Thread.onSpinWait();
                    }
                    house.onCtrlC.orElseThrow().run();
                });
            }
        };

        assertThat(typed.run("up")).isEqualTo(130);

        assertThat(typed.out()).contains("web-1  | GET / 200");
        assertThat(typed.err()).contains("db-1   | ready");
        assertThat(house.asked).hasSize(2);
        assertThat(house.asked.getLast()).isEqualTo(new Request.Stop(List.of(Shop.JOB, Shop.WEB), Optional.empty()));
    }

    @Test
    void ctrl_c_stops_also_what_is_still_waiting_to_be_started_and_not_what_ran_before() throws Exception {
        house.engine.instances.clear();
        house.engine.instances.add(Shop.running(Shop.DB, 1, Duration.ofMinutes(5)));
        house.events.add(new Event.WaitingFor(at(1), List.of(waiting(Shop.WEB, "db to be healthy"))));
        house.applying = (request, _) -> {
            if (request instanceof Request.Up) {
                pressCtrlC();
            }
        };

        assertThat(typed.run("up", "web")).isEqualTo(130);

        assertThat(house.asked.getLast()).isEqualTo(new Request.Stop(List.of(Shop.WEB), Optional.empty()));
    }

    @Test
    void a_third_ctrl_c_gives_up_waiting() throws Exception {
        begin(new Step.Start(id(Shop.WEB)), 0);
        house.applying = (_, _) -> pressCtrlC();

        assertThat(typed.run("up")).isEqualTo(130);

        assertThat(house.asked).hasSize(3);
        assertThat(typed.err()).contains("Killing").contains("Not waited for");
    }

    @Test
    void a_second_ctrl_c_kills() throws Exception {
        begin(new Step.Start(id(Shop.WEB)), 0);
        house.applying = (request, _) -> {
            boolean isKill =
                    request instanceof Request.Stop stop && stop.grace().isPresent();
            if (!isKill) {
                pressCtrlC();
            }
        };

        assertThat(typed.run("up")).isEqualTo(130);

        assertThat(house.asked.getLast())
                .isEqualTo(new Request.Stop(List.of(Shop.JOB, Shop.WEB), Optional.of(Duration.ZERO)));
        assertThat(house.asked).hasSize(3);
    }

    @Test
    void attached_it_ends_when_all_have_ended() throws Exception {
        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.JOB, 3));

        assertThat(typed.run("up", "job")).isEqualTo(6);
        assertThat(typed.err()).contains("job-1 ended with 3");
    }

    @Test
    void attached_it_tells_how_each_service_ends_once_its_last_words_are_shown() throws Exception {
        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.JOB, 3, at(1)));
        house.engine.instances.add(Shop.exited(Shop.WEB, 0, at(2)));
        house.engine.lines.add(Shop.line(Shop.JOB, LogLine.Source.ERROR, "the last words"));

        assertThat(typed.run("up", "job", "web")).isEqualTo(6);
        assertThat(typed.err()).containsOnlyOnce("job-1 exited with code 3\n").contains("web-1 exited with code 0\n");
        assertThat(typed.err().indexOf("the last words")).isLessThan(typed.err().indexOf("job-1 exited"));
    }

    @Test
    void attached_it_is_silent_about_what_had_ended_before_and_where_json_is_asked_for() throws Exception {
        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.JOB, 3));

        typed.run("up", "job");
        assertThat(typed.err()).doesNotContain("exited with code");

        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.JOB, new Instance.Phase.Exited(3, at(1), at(1))));
        typed.run("up", "job");
        assertThat(typed.err()).as("of one that is just being started").doesNotContain("exited with code");

        house.engine.instances.clear();
        house.engine.instances.add(Shop.exited(Shop.JOB, 3, at(1)));
        typed.run("--progress", "json", "up", "job");
        assertThat(typed.err()).doesNotContain("exited with code");
    }

    @Test
    void attached_to_what_runs_already_it_says_that_nothing_had_to_be_started() throws Exception {
        house.engine.instances.clear();
        house.engine.instances.add(Shop.running(Shop.DB, 1, Duration.ofMinutes(5)));
        house.applying = (request, _) -> {
            if (request instanceof Request.Up) {
                Thread.ofVirtual().start(() -> {
                    while (house.engine.queries.isEmpty()) {
                        Thread.onSpinWait();
                    }
                    house.onCtrlC.orElseThrow().run();
                });
            }
        };

        assertThat(typed.run("up", "db")).isEqualTo(130);
        assertThat(typed.err()).contains("All of it runs already.").contains("Nothing was started by this command");
    }

    @Test
    void attached_it_says_that_something_runs_only_where_something_does() throws Exception {
        house.engine.instances.clear();
        settle(20, Problem.error("local.no-way", Actor.AUTHOR, "the image can't be had"));
        assertThat(typed.run("up")).isNotZero();
        assertThat(typed.err()).doesNotContain("What runs goes on");

        house.engine.instances.add(Shop.running(Shop.DB, 1, Duration.ofMinutes(5)));
        assertThat(typed.run("up")).isNotZero();
        assertThat(typed.err()).contains("What runs goes on");
    }

    private void pressCtrlC() throws InterruptedException {
        house.onCtrlC.orElseThrow().run();
        Thread.sleep(Duration.ofSeconds(15));
    }

    private void begin(Step step, int millis) {
        house.events.add(new Event.StepBegun(at(millis), new PlannedStep(step, "not there yet")));
    }

    private void end(Step step, int millis) {
        house.events.add(new Event.StepEnded(at(millis), step, new Outcome.Succeeded()));
    }

    private void settle(int millis, Problem... problems) {
        house.events.add(new Event.Settled(at(millis), problems.length == 0, List.of(problems)));
    }

    private static Decision.Waiting waiting(ServiceName service, String what) {
        return new Decision.Waiting(service, what);
    }

    private static InstanceId id(ServiceName service) {
        return new InstanceId(service, 1);
    }

    private static Instant at(int millis) {
        return Shop.NOW.plusMillis(millis);
    }
}
