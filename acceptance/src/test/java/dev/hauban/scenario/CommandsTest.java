package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every command does what its name says.
@Timeout(180)
final class CommandsTest {
    @Test
    void up_brings_up_in_order_and_reports() throws Exception {
        try (var place = Workplace.of("up-in-order", Stacks.THREE)) {
            Outcome up = place.must("up", "-d", "--wait");

            assertThat(place.state("db-1")).isEqualTo("running");
            assertThat(place.health("db-1")).isEqualTo("healthy");
            assertThat(place.state("job-1")).isEqualTo("exited");
            assertThat(place.state("web-1")).isEqualTo("running");
            assertThat(Files.readString(place.file("jobs"))).isEqualTo("done\n");
            assertThat(up.out())
                    .contains("SERVICE")
                    .contains("db-1")
                    .contains("healthy")
                    .contains("Next:");
        }
    }

    @Test
    void up_with_a_build_makes_anew_what_runs_other_sources_and_nothing_else() throws Exception {
        String stack = """
                services:
                  one:
                    build:
                      dockerfile_inline: |
                        FROM debian:12
                        COPY word /word
                        CMD ["sh", "-c", "cat /word >> /out/said; exec sleep 1000"]
                    volumes: ["@/out:/out"]
                  two:
                    image: scenario/two:1
                    x-hauban: {local: {command: ["sh", "-c", "echo $$$$ >> @/two.pids; exec sleep 1000"]}}
                """;
        try (var place = Workplace.of("up-build", stack)) {
            place.write("word", "first\n");
            place.write("out/.keep", "");
            place.must("up", "-d");
            place.until("one spoke", () -> Files.exists(place.file("out/said")));
            place.must("up", "-d", "--build");
            assertThat(place.file("out/said")).as("the same sources").hasContent("first\n");

            place.write("word", "second\n");
            place.must("up", "-d");
            assertThat(place.file("out/said")).as("nobody asked for a build").hasContent("first\n");
            place.must("up", "-d", "--build");
            place.until(
                    "one spoke again",
                    () -> Files.readAllLines(place.file("out/said")).equals(java.util.List.of("first", "second")));
            assertThat(place.numbers("two.pids")).hasSize(1);
        }
    }

    @Test
    void a_second_up_changes_nothing() throws Exception {
        try (var place = Workplace.of("up-twice", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            place.must("up", "-d", "--wait");

            assertThat(place.numbers("db.pids")).hasSize(1);
            assertThat(place.numbers("web.pids")).hasSize(1);
        }
    }

    @Test
    void create_makes_everything_and_starts_nothing_and_leaves_what_runs() throws Exception {
        try (var place = Workplace.of("create", Stacks.THREE)) {
            Outcome made = place.must("create");

            assertThat(made.out()).contains("created").contains("Next: hauban start");
            for (String instance : List.of("db-1", "job-1", "web-1")) {
                assertThat(place.state(instance)).isEqualTo("created");
            }
            assertThat(place.file("db.pids")).doesNotExist();
            place.must("up", "-d", "--wait");
            place.must("up", "--no-start", "web");
            assertThat(place.state("web-1")).isEqualTo("running");
            place.must("stop", "web");
            place.must("create", "web");
            assertThat(place.state("web-1")).isEqualTo("exited");
            assertThat(place.numbers("web.pids")).hasSize(1);
            place.must("start", "web");
            assertThat(place.numbers("web.pids")).hasSize(2);
        }
    }

    @Test
    void ps_has_the_shape_of_docker_composes() throws Exception {
        try (var place = Workplace.of("ps-shape", Stacks.THREE)) {
            place.must("up", "-d");

            Json.Members db = place.instances().get("db-1");
            assertThat(db.values().keySet())
                    .contains(
                            "Command",
                            "CreatedAt",
                            "ExitCode",
                            "Health",
                            "ID",
                            "Image",
                            "Name",
                            "Project",
                            "Publishers",
                            "RunningFor",
                            "Service",
                            "State",
                            "Status");
            assertThat(db.text("Name")).isEqualTo("ps-shape-db-1");
            assertThat(db.text("Service")).isEqualTo("db");
            assertThat(db.text("Project")).isEqualTo("ps-shape");
            assertThat(db.text("Image")).isEqualTo("scenario/db:1");
            assertThat(db.text("Status")).startsWith("Up ");
            assertThat(db.wholeNumber("ExitCode")).isZero();
            assertThat(place.must("ps", "--services").out()).isEqualTo("db\nweb\n");
            assertThat(place.must("ps", "-q", "web").out()).isEqualTo("ps-shape-web-1\n");
        }
    }

    @Test
    void dry_run_says_what_would_be_done_and_does_nothing() throws Exception {
        try (var place = Workplace.of("dry-run", Stacks.THREE)) {
            Outcome dry = place.must("up", "--dry-run");

            assertThat(place.instances()).isEmpty();
            assertThat(place.operator()).as("nobody is needed for a look ahead").isEmpty();
            assertThat(dry.out()).contains("start db-1").contains("start web-1").contains("(");
        }
    }

    @Test
    void stop_is_respected_and_start_goes_on() throws Exception {
        try (var place = Workplace.of("stop-start", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            place.must("stop", "db", "-t", "5");
            assertThat(place.state("db-1")).isEqualTo("exited");
            assertThat(place.state("web-1")).isEqualTo("running");

            place.must("start", "db");
            assertThat(place.state("db-1")).isEqualTo("running");
            assertThat(place.numbers("db.pids")).hasSize(2);
        }
    }

    @Test
    void restart_gives_a_new_process() throws Exception {
        try (var place = Workplace.of("restart", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            place.must("restart", "web", "-t", "5");

            place.until("web runs again", () -> place.numbers("web.pids").size() == 2);
            assertThat(Workplace.isAlive(place.numbers("web.pids").getFirst())).isFalse();
            assertThat(Workplace.isAlive(place.numbers("web.pids").getLast())).isTrue();
            assertThat(place.numbers("db.pids")).hasSize(1);
        }
    }

    @Test
    void scale_changes_how_many_run() throws Exception {
        try (var place = Workplace.of("scale", Stacks.one("exec sleep 1000", ""))) {
            place.must("up", "-d", "--scale", "one=3");
            assertThat(place.instances().keySet()).containsExactly("one-1", "one-2", "one-3");

            place.must("scale", "one=1");
            assertThat(place.instances().keySet()).containsExactly("one-1");
        }
    }

    @Test
    void what_can_run_only_once_is_not_scaled_and_its_place_is_told() throws Exception {
        try (var place = Workplace.of("alone", Stacks.one("exec sleep 1000", "container_name: alone"))) {
            Outcome named = place.hauban("scale", "one=2");
            assertThat(named.code()).as(named.toString()).isEqualTo(2);
            assertThat(named.err())
                    .contains("compose.yaml:2:3: one can't run 2 times: its container_name is alone")
                    .contains("Remove container_name");

            place.write("compose.yaml", Stacks.one("exec sleep 1000", "ports: [\"127.0.0.1:4321:80\"]"));
            assertThat(place.hauban("scale", "one=2").err())
                    .contains("compose.yaml:2:3: one can't run 2 times: it publishes port 4321");
        }
    }

    @Test
    void down_leaves_the_data_and_down_with_volumes_does_not() throws Exception {
        String stack = Stacks.one(
                        "echo more >> /data/log; wc -l < /data/log > @/count; exec sleep 1000",
                        "volumes: [\"data:/data\"]")
                + "volumes: {data: {}}\n";
        try (var place = Workplace.of("down-volumes", stack)) {
            place.must("up", "-d");
            assertThat(place.must("ls", "-a", "-q").out()).isEqualTo("down-volumes\n");
            place.must("down", "-t", "1");
            assertThat(place.instances()).isEmpty();
            assertThat(place.must("ls", "-a", "-q").out()).isEmpty();
            place.must("up", "-d");
            place.until("both wrote", () -> place.numbers("count").equals(java.util.List.of(2L)));

            place.must("down", "-v", "-t", "1");
            place.must("up", "-d");
            place.until("it began anew", () -> place.numbers("count").equals(java.util.List.of(1L)));
        }
    }

    @Test
    void clean_takes_away_what_no_file_names_any_longer() throws Exception {
        String one = Stacks.one("exec sleep 1000", "volumes: [\"data:/data\"]") + "volumes: {data: {}}\n";
        try (var place = Workplace.of("clean", one)) {
            place.must("up", "-d");
            place.must("down", "-t", "0");
            place.write("compose.yaml", one.replace("data:", "more:").replace("data: {}", "more: {}"));
            place.must("up", "-d");
            assertThat(place.must("volumes", "-q").out()).isEqualTo("clean_data\nclean_more\n");

            assertThat(place.must("clean", "--force").out()).contains("Goes away:", "service one-1");
            assertThat(place.instances()).isEmpty();
            assertThat(place.must("clean", "--volumes", "--yes").out()).contains("volume clean_more");
            assertThat(place.must("volumes", "-q").out()).isEqualTo("clean_data\n");
            assertThat(place.must("clean", "--all", "--yes").out()).contains("volume clean_data");
            assertThat(place.must("volumes", "-q").out()).isEmpty();
            assertThat(place.must("clean", "--all").out()).isEqualTo("Nothing of that is there.\n");
        }
    }

    @Test
    void logs_shows_what_was_written_by_whom() throws Exception {
        try (var place = Workplace.of("logs", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            place.until("web has spoken", () -> place.must("logs", "web").out().contains("web speaks"));

            Outcome all = place.must("logs");
            assertThat(all.out()).contains("db-1   | db speaks\n").contains("job-1  | job speaks\n");
            assertThat(all.err()).contains("web-1  | web warns\n");
            assertThat(place.must("logs", "--no-log-prefix", "db").out()).isEqualTo("db speaks\n");
            assertThat(place.must("logs", "--tail", "0", "db").out()).isEmpty();
            assertThat(place.must("logs", "--since", "1h", "db").out()).contains("db speaks");
            assertThat(place.must("logs", "--until", "1h", "db").out()).isEmpty();
            assertThat(place.must("logs", "-t", "db").out()).matches("db-1  \\| 20\\d\\d-.*Z db speaks\n");
        }
    }

    @Test
    void logs_goes_on_where_it_is_told_to_follow() throws Exception {
        String stack =
                Stacks.one("echo first; while [ ! -f @/go ]; do sleep 0.05; done; echo second; exec sleep 1000", "");
        try (var place = Workplace.of("logs-follow", stack)) {
            place.must("up", "-d");
            Running logs = place.begin("logs", "--follow", "--no-log-prefix");
            place.until("the first line is there", () -> logs.out().equals("first\n"));
            place.write("go", "");
            place.until("the second line is there", () -> logs.out().equals("first\nsecond\n"));

            logs.interrupt();
            assertThat(logs.end(Workplace.LIMIT).code()).isEqualTo(130);
        }
    }

    @Test
    void exec_runs_inside_with_the_services_environment_and_gives_its_exit_code() throws Exception {
        try (var place = Workplace.of("exec", Stacks.THREE)) {
            place.must("up", "-d", "--wait");

            assertThat(place.must("exec", "-T", "web", "sh", "-c", "echo $GREETING")
                            .out())
                    .isEqualTo("hello\n");
            assertThat(place.must("exec", "-T", "-e", "MORE=x", "web", "sh", "-c", "echo $MORE")
                            .out())
                    .isEqualTo("x\n");
            assertThat(place.must("exec", "-T", "-w", "/tmp", "web", "pwd").out())
                    .isEqualTo("/tmp\n");
            assertThat(place.hauban("exec", "-T", "web", "sh", "-c", "exit 7").code())
                    .isEqualTo(7);
            assertThat(place.hauban("exec", "-T", "job", "true").code()).isEqualTo(10);
        }
    }

    @Test
    void config_shows_the_file_filled_in() throws Exception {
        try (var place = Workplace.of("config", Stacks.one("true", "environment: {A: \"${SOME:-filled}\"}"))) {
            assertThat(place.must("config").out()).contains("A: filled").contains("name: config");
            assertThat(place.must("config", "--format", "json").out()).contains("\"A\": \"filled\"");
            assertThat(place.must("config", "--services").out()).isEqualTo("one\n");
            assertThat(place.must("config", "--quiet").out()).isEmpty();
            assertThat(place.must("config", "--hash", "*").out()).matches("one [0-9a-f]{64}\n");
        }
    }

    @Test
    void files_of_any_letters_are_found_where_nobody_has_chosen_a_locale() throws Exception {
        try (var place =
                Workplace.of("letters", Stacks.one("exec sleep 1000", "environment: {L: \"${LC_ALL-none}\"}"))) {
            place.write("begin", """
                    unset LC_CTYPE LANG LC_ALL
                    folder=$(printf 'gr\\303\\266\\303\\237e')
                    mkdir "$folder" && cp compose.yaml "$folder/$folder.yaml" && cd "$folder"
                    "$1" -f "$folder.yaml" config --format json
                    export LC_ALL=C
                    "$1" -f "$folder.yaml" config --format json
                    "$1" -f "$folder.yaml" up -d
                    exec "$1" -f "$folder.yaml" down -t 0
                    """);
            Outcome read = place.run(List.of("sh", "-e", place.file("begin").toString(), Workplace.PROGRAM.toString()));

            assertThat(read.code()).as(read.toString()).isZero();
            assertThat(read.out()).contains("\"L\": \"none\"", "\"L\": \"C\"");
        }
    }

    @Test
    void doctor_says_which_engine_and_how() throws Exception {
        try (var place = Workplace.of("doctor", Stacks.one("true", ""))) {
            Outcome doctor = place.hauban("doctor");

            assertThat(doctor.out()).contains("engine").contains("local").contains("isolation");
        }
    }

    @Test
    void setup_makes_what_the_stack_misses() throws Exception {
        try (var place = Workplace.of(
                "setup",
                Stacks.one(
                        "echo ${SECRET:+there}; exec sleep 1000",
                        "environment: {SECRET: \"${API_SECRET:?set it}\"}"))) {
            place.write(".env.example", "# generate: 40 hex\nAPI_SECRET=\n");
            assertThat(place.hauban("up", "-d").code()).isEqualTo(3);

            Outcome setup = place.must("setup");
            place.must("up", "-d");

            assertThat(setup.out()).contains("API_SECRET  40 hex digits").contains("hauban up -d --wait");
            assertThat(place.state("one-1")).isEqualTo("running");
        }
    }

    @Test
    void a_stopped_operator_stops_no_service() throws Exception {
        try (var place = Workplace.of("operator-stop", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            assertThat(place.operator()).isPresent();

            place.must("operator", "stop");

            assertThat(place.operator()).isEmpty();
            assertThat(place.state("web-1")).isEqualTo("running");
            assertThat(place.health("db-1")).isEqualTo("healthy");
            place.must("stop", "web", "-t", "1");
            assertThat(place.state("web-1")).isEqualTo("exited");
        }
    }

    @Test
    void a_project_that_runs_is_found_by_its_name_where_there_are_no_files() throws Exception {
        try (var place = Workplace.of("by-its-name", Stacks.THREE)) {
            place.must("up", "-d", "--wait");
            Path hidden = place.file("hidden.txt");
            Files.move(place.file("compose.yaml"), hidden);

            assertThat(place.must("-p", "by-its-name", "ps", "--services").out().lines())
                    .containsExactlyInAnyOrder("db", "web");
            assertThat(place.must("-p", "by-its-name", "logs", "job").out()).contains("job speaks");
            assertThat(place.must("-p", "by-its-name", "exec", "-T", "web", "echo", "inside")
                            .out())
                    .isEqualTo("inside\n");
            place.must("-p", "by-its-name", "stop", "web");
            place.must("-p", "by-its-name", "start", "web");
            place.must("-p", "by-its-name", "restart", "web");
            Outcome unknown = place.hauban("-p", "by-another", "ps");
            assertThat(unknown.code()).isEqualTo(3);
            assertThat(unknown.err()).contains("no project by-another that runs", "There are: by-its-name");
            place.must("-p", "by-its-name", "down", "-t", "0");

            Files.move(hidden, place.file("compose.yaml"));
            assertThat(place.instances()).isEmpty();
        }
    }
}
