package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Hauban and Docker Compose take turns with one project: neither makes anew what the other made, and each finishes
/// what the other began.
class DockerTurnsTest {
    private static final Path TURNS = Path.of("src/test/resources/turns");

    /// Each stack is brought up by Hauban on one daemon and by Docker Compose on the next: so each meets both daemons,
    /// and both programs, in half the time.
    static List<Arguments> byHauban() throws IOException {
        return turns(0);
    }

    static List<Arguments> byCompose() throws IOException {
        return turns(1);
    }

    private static List<Arguments> turns(int first) throws IOException {
        List<String> hosts = hosts();
        List<String> stacks = stacks();
        return IntStream.range(0, stacks.size())
                .mapToObj(at -> Arguments.of(stacks.get(at), hosts.get((at + first) % hosts.size())))
                .toList();
    }

    private static List<String> stacks() throws IOException {
        try (Stream<Path> stacks = Files.list(TURNS)) {
            return stacks.map(stack -> stack.getFileName().toString()).sorted().toList();
        }
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
    @MethodSource("byHauban")
    void compose_takes_over_what_hauban_brought_up(String stack, String host) throws Exception {
        try (DockerPlace docker = place(stack, host)) {
            docker.hauban("up", "-d", "--wait");
            List<String> made = docker.containers();
            assertThat(made).isNotEmpty();
            docker.mustBeRight("after Hauban's up");

            docker.compose("up", "-d");
            assertThat(docker.containers()).as("after Docker Compose's up").isEqualTo(made);
            docker.hauban("up", "-d");
            assertThat(docker.containers()).as("after Hauban's next up").isEqualTo(made);

            docker.compose("stop", "-t", "0");
            assertThat(docker.hauban("ps", "--quiet").out()).isEmpty();
            docker.hauban("start");
            assertThat(docker.containers()).as("after stop and start").isEqualTo(made);
            docker.compose("down", "--volumes", "-t", "0");
            assertThat(docker.containers()).isEmpty();
            assertThat(docker.networks()).isEmpty();
            assertThat(docker.volumes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("byCompose")
    void hauban_takes_over_what_compose_brought_up(String stack, String host) throws Exception {
        try (DockerPlace docker = place(stack, host)) {
            docker.compose("up", "-d");
            List<String> made = docker.containers();
            assertThat(made).isNotEmpty();
            docker.mustBeRight("after Docker Compose's up");

            docker.hauban("up", "-d", "--wait");
            assertThat(docker.containers()).as("after Hauban's up").isEqualTo(made);
            docker.compose("up", "-d");
            assertThat(docker.containers()).as("after Docker Compose's next up").isEqualTo(made);

            docker.hauban("stop", "-t", "0");
            docker.compose("start");
            docker.hauban("down", "--volumes", "-t", "0");
            assertThat(docker.containers()).isEmpty();
            assertThat(docker.networks()).isEmpty();
            assertThat(docker.volumes()).isEmpty();
        }
    }

    /// One daemon is enough: what is made anew is not the daemon's to decide.
    static List<Arguments> changes() throws IOException {
        return stacks().stream()
                .filter(stack -> Files.exists(TURNS.resolve(stack + "/changed")))
                .map(stack -> Arguments.of(stack, hosts().getLast()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void hauban_recreates_what_has_changed_and_nothing_else(String stack, String host) throws Exception {
        try (DockerPlace docker = place(stack, host)) {
            change(docker, docker::hauban);
            Map<String, String> made = docker.ids();
            docker.compose("up", "-d");
            assertThat(docker.ids()).as("after Docker Compose's up").isEqualTo(made);
        }
    }

    /// So that the list of what has to be made anew is not ours alone.
    @ParameterizedTest
    @MethodSource("changes")
    void compose_recreates_the_same_and_hauban_takes_it_over(String stack, String host) throws Exception {
        try (DockerPlace docker = place(stack, host)) {
            change(docker, docker::compose);
            Map<String, String> made = docker.ids();
            docker.hauban("up", "-d");
            assertThat(docker.ids()).as("after Hauban's up").isEqualTo(made);
        }
    }

    private interface Program {
        Outcome run(String... words) throws Exception;
    }

    private static void change(DockerPlace docker, Program program) throws Exception {
        program.run("up", "-d");
        Map<String, String> before = docker.ids();
        Map<String, Map<String, String>> volumes = volumes(docker, before);
        List<String> expected = docker.change();
        program.run("up", "-d");
        Map<String, String> after = docker.ids();
        assertThat(recreated(before, after)).isEqualTo(expected);
        assertThat(volumes(docker, after)).as("no data is lost").isEqualTo(volumes);
        docker.mustBeRight("after the change");
    }

    private static List<String> recreated(Map<String, String> before, Map<String, String> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        return before.keySet().stream()
                .filter(name -> !before.get(name).equals(after.get(name)))
                .toList();
    }

    private static Map<String, Map<String, String>> volumes(DockerPlace docker, Map<String, String> containers)
            throws Exception {
        var volumes = new TreeMap<String, Map<String, String>>();
        for (Map.Entry<String, String> container : containers.entrySet()) {
            volumes.put(container.getKey(), docker.volumes(container.getValue()));
        }
        return volumes;
    }

    @Test
    void the_stacks_are_at_least_ten() throws IOException {
        try (Stream<Path> stacks = Files.list(TURNS)) {
            assertThat(stacks.filter(stack -> Files.exists(stack.resolve("compose.yaml"))))
                    .hasSizeGreaterThanOrEqualTo(10);
        }
    }
}
