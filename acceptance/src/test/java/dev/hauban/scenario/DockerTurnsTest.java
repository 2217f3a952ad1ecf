package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Hauban and Docker Compose take turns with one project: neither makes anew what the other made, and each finishes
/// what
/// the other began.
class DockerTurnsTest {
    static List<Arguments> turns() throws IOException {
        var turns = new ArrayList<Arguments>();
        try (Stream<Path> stacks = Files.list(Path.of("src/test/resources/turns"))) {
            for (Path stack : stacks.sorted().toList()) {
                for (String host : hosts()) {
                    turns.add(Arguments.of(stack.getFileName().toString(), host));
                }
            }
        }
        return turns;
    }

    /// One that is no daemon, where none is named: so that the skip is told.
    private static List<String> hosts() {
        return DockerPlace.hosts().isEmpty() ? List.of("") : DockerPlace.hosts();
    }

    private static DockerPlace place(String stack, String host) throws Exception {
        Assumptions.assumeFalse(host.isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.of(stack, host);
    }

    @ParameterizedTest
    @MethodSource("turns")
    void compose_takes_over_what_hauban_brought_up(String stack, String host) throws Exception {
        try (DockerPlace docker = place(stack, host)) {
            docker.place().must("up", "-d", "--wait");
            List<String> made = docker.containers();
            assertThat(made).isNotEmpty();

            docker.compose("up", "-d");
            assertThat(docker.containers()).as("after Docker Compose's up").isEqualTo(made);
            docker.place().must("up", "-d");
            assertThat(docker.containers()).as("after Hauban's next up").isEqualTo(made);

            docker.compose("stop", "-t", "0");
            assertThat(docker.place().must("ps", "--quiet").out()).isEmpty();
            docker.place().must("start");
            assertThat(docker.containers()).as("after stop and start").isEqualTo(made);
            docker.compose("down", "--volumes", "-t", "0");
            assertThat(docker.containers()).isEmpty();
            assertThat(docker.networks()).isEmpty();
            assertThat(docker.volumes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("turns")
    void hauban_takes_over_what_compose_brought_up(String stack, String host) throws Exception {
        try (DockerPlace docker = place(stack, host)) {
            docker.compose("up", "-d");
            List<String> made = docker.containers();
            assertThat(made).isNotEmpty();

            docker.place().must("up", "-d", "--wait");
            assertThat(docker.containers()).as("after Hauban's up").isEqualTo(made);
            docker.compose("up", "-d");
            assertThat(docker.containers()).as("after Docker Compose's next up").isEqualTo(made);

            docker.place().must("stop", "-t", "0");
            docker.compose("start");
            docker.place().must("down", "--volumes", "-t", "0");
            assertThat(docker.containers()).isEmpty();
            assertThat(docker.networks()).isEmpty();
            assertThat(docker.volumes()).isEmpty();
        }
    }

    static List<String> daemons() {
        return hosts();
    }

    @ParameterizedTest
    @MethodSource("daemons")
    void both_recreate_what_has_changed_and_nothing_else(String host) throws Exception {
        try (DockerPlace docker = place("profiles", host)) {
            Workplace place = docker.place();
            String file = Files.readString(place.file("compose.yaml")).replace("    profiles: [debug]\n", "");
            place.write("compose.yaml", file);
            place.must("up", "-d");
            List<String> made = docker.containers();
            assertThat(made).hasSize(2);

            place.write("compose.yaml", file.replace("  debug:\n", "  debug:\n    environment: {A: \"1\"}\n"));
            place.must("up", "-d");
            List<String> after = docker.containers();
            assertThat(after).hasSize(2);
            assertThat(after.stream().filter(made::contains)).hasSize(1);
            docker.compose("up", "-d");
            assertThat(docker.containers()).isEqualTo(after);

            place.write("compose.yaml", file.replace("  debug:\n", "  debug:\n    environment: {A: \"2\"}\n"));
            docker.compose("up", "-d", "-t", "0");
            List<String> last = docker.containers();
            assertThat(last.stream().filter(after::contains)).hasSize(1);
            place.must("up", "-d");
            assertThat(docker.containers()).isEqualTo(last);
        }
    }

    @Test
    void the_stacks_are_at_least_ten() throws IOException {
        try (Stream<Path> stacks = Files.list(Path.of("src/test/resources/turns"))) {
            assertThat(stacks.filter(stack -> Files.exists(stack.resolve("compose.yaml"))))
                    .hasSizeGreaterThanOrEqualTo(10);
        }
    }
}
