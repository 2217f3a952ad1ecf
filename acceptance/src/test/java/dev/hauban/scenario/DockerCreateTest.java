package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is made and not started on a real daemon is what Docker Compose makes, and stays as it is in turn with it.
class DockerCreateTest {
    static List<String> hosts() {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.hosts();
    }

    private static DockerPlace place(String host) throws Exception {
        return DockerPlace.copyOf("create", "create", host);
    }

    /// Each container's state and the hash of its service, but for one whose hash has an id in it.
    private static Map<String, String> seen(DockerPlace docker) throws Exception {
        var seen = new TreeMap<String, String>();
        for (String id : docker.containers()) {
            List<String> words = docker.docker(
                    "inspect",
                    "--format",
                    "name={{.Name}} state={{.State.Status}} {{index .Config.Labels \"com.docker.compose.config-hash\"}}"
                            + " on={{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}"
                            + " {{range .Mounts}} {{.Destination}}{{end}}",
                    id);
            String name = words.stream()
                    .filter(word -> word.startsWith("name="))
                    .findFirst()
                    .orElseThrow();
            seen.put(name, String.join(" ", words).replaceAll("[0-9a-f]{64} (name=/create-beside-1)", "$1"));
        }
        return seen;
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void makes_what_docker_compose_makes_and_starts_nothing(String host) throws Exception {
        try (DockerPlace docker = place(host)) {
            docker.compose("create", "web");
            Map<String, String> theirs = seen(docker);
            docker.compose("down", "-v");

            docker.hauban("create", "web");
            assertThat(seen(docker)).isEqualTo(theirs).hasSize(2);
            Map<String, String> ids = docker.ids();
            docker.compose("create", "web");
            docker.hauban("up", "--no-start", "--no-deps", "web");
            assertThat(docker.ids()).isEqualTo(ids);
            docker.compose("up", "-d", "web");
            assertThat(docker.ids()).isEqualTo(ids);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void leaves_what_runs_and_makes_anew_what_has_changed_as_docker_compose_does(String host) throws Exception {
        try (DockerPlace docker = place(host)) {
            docker.compose("up", "-d");
            docker.place().set("WORD", "two");
            docker.compose("create", "--scale", "workers=3");
            Map<String, String> theirs = seen(docker);
            docker.compose("down", "-v");
            docker.place().set("WORD", "one");

            docker.hauban("up", "-d");
            Map<String, String> ids = docker.ids();
            docker.hauban("create");
            assertThat(docker.ids()).isEqualTo(ids);
            docker.place().set("WORD", "two");
            docker.hauban("create", "--scale", "workers=3");
            assertThat(seen(docker)).isEqualTo(theirs);

            Map<String, String> made = docker.ids();
            docker.hauban("up", "-d", "--scale", "workers=3");
            assertThat(docker.ids()).isEqualTo(made);
            assertThat(seen(docker).values()).allMatch(one -> one.contains("state=running"));
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void what_was_made_is_started_by_either(String host) throws Exception {
        try (DockerPlace docker = place(host)) {
            docker.hauban("create", "--no-build", "--quiet-pull", "-y");
            docker.compose("start", "db");
            docker.hauban("start");
            assertThat(seen(docker).values()).allMatch(one -> one.contains("state=running"));
            assertThat(docker.hauban("create", "--force-recreate", "workers").code())
                    .isZero();
            assertThat(seen(docker).entrySet())
                    .filteredOn(one -> one.getKey().contains("workers"))
                    .hasSize(2)
                    .allMatch(one -> one.getValue().contains("state=created"));
            assertThat(docker.compose("ps", "--services").out()).contains("db").doesNotContain("workers");
        }
    }
}
