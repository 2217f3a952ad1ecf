package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A project that runs on a real daemon is found by its name alone, without a file.
class DockerByNameTest {
    static List<String> hosts() {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.hosts();
    }

    private static Outcome hauban(DockerPlace docker, String... words) throws Exception {
        var line = new java.util.ArrayList<>(List.of("-p", "create"));
        line.addAll(List.of(words));
        return docker.place().must(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void is_shown_stopped_started_and_taken_down(String host) throws Exception {
        try (DockerPlace docker = DockerPlace.copyOf("create", "create", host)) {
            docker.place().set("HAUBAN_ENGINE", "");
            docker.compose("up", "-d");
            String file = Files.readString(docker.place().file("compose.yaml"));
            Files.delete(docker.place().file("compose.yaml"));
            var ids = docker.ids();
            try {
                withoutFiles(docker, ids);
            } finally {
                docker.place().write("compose.yaml", file);
                docker.place().set("HAUBAN_ENGINE", "docker");
            }
        }
    }

    private static void withoutFiles(DockerPlace docker, Map<String, String> ids) throws Exception {
        assertThat(hauban(docker, "ps", "--services").out()).isEqualTo("beside\ndb\nweb\nworkers\n");
        assertThat(hauban(docker, "ps", "--all").out()).contains("create-workers-2");
        hauban(docker, "logs", "db");
        hauban(docker, "exec", "db", "true");
        assertThat(hauban(docker, "volumes", "-q").out()).contains("create_data");
        hauban(docker, "stop");
        assertThat(docker.docker("ps", "-q", "--filter", "label=com.docker.compose.project=create"))
                .isEmpty();
        hauban(docker, "start");
        hauban(docker, "restart", "workers");
        assertThat(docker.docker("ps", "-q", "--filter", "label=com.docker.compose.project=create"))
                .hasSize(5);
        assertThat(docker.ids()).isEqualTo(ids);
        hauban(docker, "down");
        assertThat(docker.ids()).isEmpty();
        assertThat(docker.networks()).isEmpty();
        assertThat(docker.volumes()).containsExactly("create_data");
        hauban(docker, "down", "-v");
        assertThat(docker.volumes()).isEmpty();

        Outcome unknown = docker.place().hauban("-p", "create", "ps");
        assertThat(unknown.code()).isEqualTo(3);
        assertThat(unknown.err()).contains("there is no Compose file here, and no project create that runs");
    }
}
