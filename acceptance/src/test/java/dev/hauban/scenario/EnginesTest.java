package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Which engine a stack runs on when nobody says so, from the first command to the last.
class EnginesTest {
    private static DockerPlace place(String name) throws Exception {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        DockerPlace docker =
                DockerPlace.copyOf(name, "either", DockerPlace.hosts().getFirst());
        docker.place().set("HAUBAN_ENGINE", "");
        return docker;
    }

    @Test
    void a_daemon_that_answers_gets_the_stack_and_keeps_it() throws Exception {
        try (DockerPlace docker = place("either-docker")) {
            assertThat(docker.hauban("up", "-d").out()).contains("Engine: docker (a Docker daemon answers at unix://");
            assertThat(docker.ids()).containsOnlyKeys("web-1");
            assertThat(docker.hauban("ps", "--services").out()).isEqualTo("web\n");
            assertThat(docker.hauban("ls").out()).contains("either-docker");
            assertThat(docker.hauban("doctor").out()).contains("docker (it was brought up there)");

            docker.place().set("DOCKER_HOST", "unix:///nowhere/docker.sock");
            Outcome ps = docker.place().hauban("ps");
            assertThat(ps.code()).as(ps.toString()).isEqualTo(4);
            assertThat(ps.err()).startsWith("no Docker daemon at unix:///nowhere/docker.sock: there is no such socket");
            for (String command : List.of("up", "down")) {
                Outcome outcome = docker.place().hauban(command, "-t", "0");
                assertThat(outcome.code()).as(outcome.toString()).isEqualTo(4);
                assertThat(outcome.err())
                        .startsWith("no Docker daemon at unix:///nowhere/docker.sock: there is no such socket");
            }
            assertThat(docker.hauban("--engine", "local", "ps", "--quiet").out())
                    .isEmpty();
            assertRefused(
                    docker.place().hauban("--engine", "local", "up", "-d"), "on Docker, where it was brought up: no");
            docker.place().set("DOCKER_HOST", DockerPlace.hosts().getFirst());
            assertRefused(docker.place().hauban("--engine", "local", "up", "-d"), "on Docker, at unix://");
        }
    }

    private static void assertRefused(Outcome outcome, String where) {
        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(4);
        assertThat(outcome.err()).contains(" is " + where).contains("hauban --engine");
    }

    @Test
    void what_docker_compose_brought_up_is_found_there_and_what_is_taken_down_is_free_again() throws Exception {
        try (DockerPlace docker = place("either-turns")) {
            docker.compose("up", "-d");
            assertThat(docker.hauban("ps", "--services").out()).isEqualTo("web\n");
            docker.hauban("up", "-d");
            assertThat(docker.hauban("doctor").out()).contains("docker (it was brought up there)");
            docker.hauban("stop");
            docker.hauban("down");
            assertThat(docker.ids()).isEmpty();

            docker.place().set("DOCKER_HOST", "unix:///nowhere/docker.sock");
            assertThat(docker.hauban("up", "-d").out())
                    .contains("Engine: local (no Docker daemon at unix:///nowhere/docker.sock");
            assertThat(docker.place().state("web-1")).isEqualTo("running");
        }
    }

    @Test
    void what_runs_on_local_processes_stays_there_and_no_daemon_is_asked() throws Exception {
        try (Workplace place = Workplace.copyOf("either-local", "acceptance/src/test/resources/either")) {
            place.must("up", "-d");
            place.set("HAUBAN_ENGINE", "");
            place.set("DOCKER_HOST", "unix://" + place.file("s.sock"));
            try (ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                stuck.bind(UnixDomainSocketAddress.of(place.file("s.sock")));
                stuck.configureBlocking(false);

                assertThat(place.must("ps", "--services").out()).isEqualTo("web\n");
                assertThat(place.must("up", "-d").out()).contains("Engine: local (it runs there)");
                place.must("logs");
                assertThat(stuck.accept()).as("a connection to the daemon").isNull();
                assertRefused(place.hauban("--engine", "docker", "up", "-d"), "on the local engine");
                assertThat(place.state("web-1")).isEqualTo("running");
                place.set("HAUBAN_ENGINE", "local");
            }
        }
    }
}
