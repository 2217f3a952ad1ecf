package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Things that go wrong, and what is so afterwards.
@Timeout(240)
final class FaultsTest {
    @Test
    void a_killed_operator_takes_nothing_with_it_and_the_next_one_learns_what_happened() throws Exception {
        try (var place = Workplace.of("kill-operator", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            long operator = place.operator().orElseThrow();
            ProcessHandle.of(operator).orElseThrow().destroyForcibly();
            place.until("the operator has ended", () -> !Workplace.isAlive(operator));
            long web = place.numbers("web.pids").getFirst();
            long db = place.numbers("db.pids").getFirst();
            assertThat(Workplace.isAlive(web)).isTrue();
            kill(place, web);
            kill(place, db);

            // Looking is enough: the next operator takes over.
            place.until(
                    "its exit code is known",
                    () -> place.instances().get("web-1").wholeNumber("ExitCode") == 137);
            place.until(
                    "the database is started again",
                    () -> place.numbers("db.pids").size() == 2);
            place.must("up", "-d", "--wait");

            assertThat(place.operator()).isPresent().get().isNotEqualTo(operator);
            assertThat(place.numbers("db.pids")).hasSize(2);
            assertThat(place.state("web-1")).isEqualTo("running");
        }
    }

    private static void kill(Workplace place, long process) throws Exception {
        ProcessHandle.of(process).orElseThrow().destroyForcibly();
        place.until("it has ended", () -> !Workplace.isAlive(process));
    }

    @Test
    void a_killed_service_is_started_again_by_its_policy() throws Exception {
        try (var place = Workplace.of("kill-service", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            ProcessHandle.of(place.numbers("db.pids").getFirst()).orElseThrow().destroyForcibly();
            ProcessHandle.of(place.numbers("web.pids").getFirst()).orElseThrow().destroyForcibly();

            place.until(
                    "db runs again",
                    () -> place.numbers("db.pids").size() == 2
                            && place.state("db-1").equals("running"));
            assertThat(place.state("web-1")).as("it has no policy").isEqualTo("exited");
        }
    }

    @Test
    void a_service_that_is_deaf_is_killed_after_its_grace() throws Exception {
        String deaf = Stacks.one("trap '' TERM; echo $$ >> @/pids; while :; do sleep 0.1; done", "");
        try (var place = Workplace.of("deaf", deaf)) {
            place.must("up", "-d");
            place.until("it runs", () -> place.numbers("pids").size() == 1);

            Outcome stop = place.must("stop", "-t", "1");

            assertThat(place.state("one-1")).isEqualTo("exited");
            assertThat(Workplace.isAlive(place.numbers("pids").getFirst())).isFalse();
            assertThat(stop.took()).isBetween(Duration.ofMillis(900), Duration.ofSeconds(8));
        }
    }

    @Test
    void children_go_with_their_service_also_those_that_called_setsid() throws Exception {
        String parents = Stacks.one(
                "setsid sh -c 'echo $$ >> @/pids; exec sleep 1000' & sh -c 'echo $$ >> @/pids; exec sleep 1000' & echo $$ >> @/pids; wait",
                "");
        try (var place = Workplace.of("children", parents)) {
            place.must("up", "-d");
            place.until("all three run", () -> place.numbers("pids").size() == 3);

            place.must("down", "-t", "1");

            for (long pid : place.numbers("pids")) {
                assertThat(Workplace.isAlive(pid)).as("process " + pid).isFalse();
            }
        }
    }

    @Test
    void a_service_that_forks_and_dies_leaves_nobody_behind() throws Exception {
        String forks = Stacks.one("setsid sh -c 'echo $$ >> @/pids; exec sleep 1000' & sleep 0.2; exit 4", "");
        try (var place = Workplace.of("forks-and-dies", forks)) {
            place.hauban("up", "-d");
            place.until("it has ended", () -> place.state("one-1").equals("exited"));

            assertThat(place.instances().get("one-1").wholeNumber("ExitCode")).isEqualTo(4);
            place.until(
                    "its child has gone",
                    () -> place.numbers("pids").size() == 1
                            && !Workplace.isAlive(place.numbers("pids").getFirst()));
        }
    }

    @Test
    void a_gigabyte_of_output_is_survived_and_bounded() throws Exception {
        String loud = Stacks.one(
                "yes 0123456789012345678901234567890123456789012345678901234567890123456789 | head -c 1073741824; echo; echo the end; exec sleep 1000",
                "");
        try (var place = Workplace.of("gigabyte", loud)) {
            place.must("up", "-d");
            place.until(
                    "all is written",
                    () -> place.must("logs", "--tail", "1", "--no-log-prefix")
                            .out()
                            .equals("the end\n"));

            assertThat(sizeOf(place)).as("bytes kept").isLessThan(45L * 1024 * 1024);
            assertThat(place.state("one-1")).isEqualTo("running");
        }
    }

    @Test
    void a_service_that_never_gets_healthy_is_told_with_its_last_test_and_its_last_lines() throws Exception {
        String sick = Stacks.one("echo I am not well; exec sleep 1000", """
                healthcheck:
                  test: ["CMD-SHELL", "echo the table is missing; exit 1"]
                  interval: 200ms
                  retries: 2
                """);
        try (var place = Workplace.of("never-healthy", sick)) {
            Outcome up = place.hauban("up", "-d", "--wait");

            assertThat(place.health("one-1")).isEqualTo("unhealthy");
            assertThat(up.code()).isEqualTo(7);
            assertThat(up.err())
                    .contains("the table is missing")
                    .contains("I am not well")
                    .contains("compose.yaml:2");
        }
    }

    @Test
    void a_one_shot_that_ends_well_is_no_failure_and_one_that_does_not_is() throws Exception {
        String stack = Stacks.one("exit $(cat @/code)", "") + """
                  after:
                    image: scenario/after:1
                    x-hauban: {local: {command: ["sleep", "1000"]}}
                    depends_on:
                      one: {condition: service_completed_successfully}
                """.indent(0);
        try (var place = Workplace.of("one-shot", stack)) {
            place.write("code", "5");
            Outcome bad = place.hauban("up", "-d");
            assertThat(place.instances().get("one-1").wholeNumber("ExitCode")).isEqualTo(5);
            assertThat(place.state("after-1")).isNotEqualTo("running");
            assertThat(bad.code()).isEqualTo(6);
            assertThat(bad.err()).contains("one ended with 5");

            place.write("code", "0");
            place.must("up", "-d", "--wait");
            assertThat(place.state("one-1")).isEqualTo("exited");
            assertThat(place.state("after-1")).isEqualTo("running");
        }
    }

    @Test
    void a_service_that_ends_again_and_again_is_told_with_its_last_lines_and_waited_for_no_longer() throws Exception {
        String loop = Stacks.one("echo the port is taken >&2; exit 3", "restart: always");
        try (var place = Workplace.of("crash-loop", loop)) {
            Outcome up = place.hauban("up", "-d", "--wait");

            assertThat(up.code()).isEqualTo(6);
            assertThat(up.err())
                    .contains("one ended with 3, 8 times now, each time within ten seconds of its start")
                    .contains("one-1 | the port is taken")
                    .contains("compose.yaml:2");
        }
    }

    @Test
    void the_time_to_wait_is_kept_and_what_is_not_ready_is_told_with_its_last_words() throws Exception {
        String slow = Stacks.one("echo still recovering; exec sleep 1000", """
                healthcheck:
                  test: ["CMD-SHELL", "echo not accepting connections; exit 1"]
                  interval: 30s
                  retries: 50
                """);
        try (var place = Workplace.of("wait-timeout", slow)) {
            Outcome up = place.hauban("up", "-d", "--wait", "--wait-timeout", "2");

            assertThat(up.code()).isEqualTo(8);
            assertThat(up.err())
                    .contains("not yet: one")
                    .contains("its last test said: not accepting connections")
                    .contains("one-1 | still recovering");
            place.until("what was begun goes on", () -> place.state("one-1").equals("running"));
        }
    }

    @Test
    void two_at_the_same_time_do_it_once() throws Exception {
        try (var place = Workplace.of("two-ups", Stacks.THREE)) {
            Running first = place.begin("up", "-d", "--wait");
            Running second = place.begin("up", "-d", "--wait");

            assertThat(first.end(Workplace.LIMIT).code()).as(first.err()).isZero();
            assertThat(second.end(Workplace.LIMIT).code()).as(second.err()).isZero();
            assertConverged(place);
        }
    }

    @Test
    void a_torn_state_file_blocks_no_command() throws Exception {
        try (var place = Workplace.of("torn-state", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            place.must("operator", "stop");
            for (String file : List.of("wanted.json", "memory.json", "health.json")) {
                var path = place.file(".hauban/torn-state/" + file);
                String whole = Files.readString(path);
                Files.writeString(path, whole.substring(0, whole.length() / 2));
            }

            assertThat(place.state("db-1")).isEqualTo("running");
            place.must("up", "-d", "--wait");
            assertConverged(place);
        }
    }

    private static void assertConverged(Workplace place) throws Exception {
        assertThat(place.instances().keySet()).containsExactly("db-1", "job-1", "web-1");
        assertThat(place.state("db-1")).isEqualTo("running");
        assertThat(place.state("web-1")).isEqualTo("running");
        assertThat(place.instances().get("job-1").wholeNumber("ExitCode")).isZero();
        assertThat(place.numbers("db.pids").stream().filter(Workplace::isAlive))
                .as("one db runs")
                .hasSize(1);
        assertThat(place.numbers("web.pids").stream().filter(Workplace::isAlive))
                .as("one web runs")
                .hasSize(1);
    }

    private static long sizeOf(Workplace place) throws Exception {
        try (var files = Files.walk(place.file(".hauban"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
