package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a Dockerfile asks of BuildKit is built by the BuildKit that is in a real daemon.
class DockerKitTest {
    static List<String> hosts() {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.hosts();
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void is_built_and_told_step_by_step(String host) throws Exception {
        try (DockerPlace docker = DockerPlace.copyOf("kit", "kit", host)) {
            Outcome built = docker.hauban("build", "--no-cache");
            assertThat(built.err())
                    .contains(
                            "web  | [first 2/2] RUN --mount=type=cache",
                            "web  built",
                            "inline  built",
                            "inline  | failing");
            docker.hauban("up", "-d");
            assertThat(docker.docker("exec", docker.ids().get("web-1"), "cat", "/word", "/file"))
                    .containsExactly("content", "given");
            assertThat(docker.docker("exec", docker.ids().get("inline-1"), "cat", "/listed"))
                    .contains("file", "Dockerfile")
                    .doesNotContain("left-out");
            assertThat(docker.docker("image", "inspect", "--format", "{{.Config.Labels.of}}", "kit-web"))
                    .containsExactly("kit");
            var ids = docker.ids();
            docker.compose("up", "-d");
            docker.hauban("up", "-d");
            assertThat(docker.ids()).isEqualTo(ids);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void a_step_that_fails_is_told_with_what_it_said(String host) throws Exception {
        try (DockerPlace docker = DockerPlace.copyOf("kit", "kit", host)) {
            docker.place().set("FAILS", "false");
            Outcome built = docker.place().hauban("build", "inline");
            assertThat(built.code()).as(built.toString()).isEqualTo(3);
            assertThat(built.err())
                    .contains("compose.yaml:7:3: services.inline.build: the image kit-inline could not be built: ")
                    .contains("exit code: 1")
                    .contains("It said last:\n  [")
                    .contains("\n  failing\n");
        }
    }
}
