package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is done to single containers by hand, beside Docker Compose doing the same.
@Timeout(180)
class DockerByHandTest {
    static List<String> hosts() {
        return DockerPlace.hosts().isEmpty() ? List.of("") : DockerPlace.hosts();
    }

    private static DockerPlace shop(String host) throws Exception {
        Assumptions.assumeFalse(host.isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.copyOf("shop", "by-hand/shop", host);
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void answers_are_those_of_compose(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d");
            same(docker, "port", "web", "80");
            same(docker, "port", "--protocol", "udp", "web", "53");
            same(docker, "volumes", "--quiet");
            same(docker, "volumes", "web");
            same(docker, "volumes", "--format", "{{.Name}} {{.Mountpoint}}");
            same(docker, "ls", "--all", "--filter", "name=by-hand");
            same(docker, "ls", "--format", "json", "--filter", "name=by-hand");
            same(docker, "top", "db");
            same(docker, "stats", "--no-stream", "--all", "--no-trunc", "job");
            same(docker, "stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}} {{.ID}}", "web");
            same(docker, "events", "--json", "--since", "10m", "--until", "0s", "db", "job");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void compose_sees_what_was_done_by_hand(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d");
            docker.hauban("pause", "db");
            assertThat(names(docker, "paused")).containsExactly("db-1", "db-2");
            docker.hauban("pause", "db");
            docker.hauban("unpause");
            assertThat(names(docker, "paused")).isEmpty();

            try (Running waiting = waiting(docker, "wait", "web")) {
                docker.hauban("kill", "-s", "USR1", "web");
                assertThat(waiting.end(Workplace.LIMIT).code()).isEqualTo(3);
            }
            docker.hauban("kill", "db");
            assertThat(names(docker, "running")).isEmpty();

            Outcome unasked = docker.place().run(List.of("sh", "-c", "echo n | " + Workplace.program() + " rm job"));
            assertThat(unasked.out()).contains("Going to remove by-hand-shop-job-1");
            assertThat(names(docker, "exited")).contains("job-1");
            docker.hauban("rm", "--force", "--volumes", "job");
            assertThat(names(docker, "exited")).containsExactly("db-1", "db-2", "web-1");
            docker.compose("up", "-d", "db");
            docker.hauban("rm", "--stop", "--force", "db");
            assertThat(docker.ids().keySet()).containsExactly("web-1");
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void the_first_end_takes_the_project_down_where_that_is_asked_for(String host) throws Exception {
        try (DockerPlace docker = shop(host)) {
            docker.compose("up", "-d");
            try (Running waiting = waiting(docker, "wait", "--down-project", "web", "db")) {
                docker.hauban("kill", "-s", "USR1", "web");
                Outcome waited = waiting.end(Workplace.LIMIT);
                assertThat(waited.code()).as(waited.toString()).isEqualTo(3);
            }
            assertThat(docker.containers()).isEmpty();
            assertThat(docker.networks()).isEmpty();
        }
    }

    private static void same(DockerPlace docker, String... words) throws Exception {
        // Docker Compose writes volumes and events in the order of chance, and ends events with an "EOF" of its own.
        Stream<String> expected = docker.composeAsItEnds(words).out().lines().filter(line -> !line.isBlank());
        assertThat(docker.hauban(words).out().lines().sorted())
                .as(String.join(" ", words))
                .isNotEmpty()
                .containsExactlyElementsOf(expected.sorted().toList());
    }

    private static Running waiting(DockerPlace docker, String... words) throws Exception {
        Running waiting = docker.place().begin(words);
        docker.place().until("it waits", () -> waiting.err().contains("Waiting for"));
        return waiting;
    }

    private static List<String> names(DockerPlace docker, String state) throws Exception {
        return docker
                .docker(
                        "ps",
                        "--all",
                        "--filter",
                        "label=com.docker.compose.project=by-hand-shop",
                        "--filter",
                        "status=" + state,
                        "--format",
                        "{{.Names}}")
                .stream()
                .map(name -> name.replaceFirst("^by-hand-shop-", ""))
                .toList();
    }
}
