package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What `up` makes anew, and when it ends, on a real daemon; Docker Compose finds nothing left to do afterwards.
class DockerUpOptionsTest {
    private static DockerPlace place() throws Exception {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.copyOf("anew", "anew", DockerPlace.hosts().getLast());
    }

    private static List<String> recreatedBy(DockerPlace docker, String... words) throws Exception {
        Map<String, String> before = docker.ids();
        docker.hauban(words);
        Map<String, String> after = docker.ids();
        return after.keySet().stream()
                .filter(name -> !after.get(name).equals(before.get(name)))
                .toList();
    }

    @Test
    void makes_anew_what_is_asked_for_and_nothing_else() throws Exception {
        try (DockerPlace docker = place()) {
            docker.hauban("up", "-d", "web", "db");
            assertThat(recreatedBy(docker, "up", "-d", "web", "db")).isEmpty();
            assertThat(recreatedBy(docker, "up", "-d", "--force-recreate", "web"))
                    .containsExactly("web-1");
            docker.docker("exec", docker.ids().get("db-1"), "touch", "/data/kept");
            assertThat(recreatedBy(docker, "up", "-d", "--always-recreate-deps", "web"))
                    .containsExactly("db-1");
            assertThat(docker.docker("exec", docker.ids().get("db-1"), "ls", "/data"))
                    .containsExactly("kept");
            assertThat(recreatedBy(docker, "up", "-d", "--force-recreate", "-V", "db"))
                    .containsExactly("db-1");
            assertThat(docker.docker("exec", docker.ids().get("db-1"), "ls", "/data"))
                    .isEmpty();

            docker.place().write("words.env", "WORD=changed\n");
            assertThat(recreatedBy(docker, "up", "-d", "--no-recreate", "web")).isEmpty();
            assertThat(recreatedBy(docker, "up", "-d", "web")).containsExactly("web-1");
            Map<String, String> made = docker.ids();
            docker.compose("up", "-d", "web", "db");
            assertThat(docker.ids()).isEqualTo(made);
        }
    }

    @Test
    void builds_what_is_here_only_when_asked_and_recreates_what_came_out_otherwise() throws Exception {
        try (DockerPlace docker = place()) {
            // Where this daemon has been through it before.
            docker.place().run(List.of("docker", "image", "rm", "--force", "anew-built"));
            docker.hauban("up", "-d", "built");
            docker.place().write("file", "two");
            assertThat(recreatedBy(docker, "up", "-d", "built")).isEmpty();
            assertThat(recreatedBy(docker, "up", "-d", "--build", "built")).containsExactly("built-1");
            assertThat(docker.docker("exec", docker.ids().get("built-1"), "cat", "/file"))
                    .containsExactly("two");
            assertThat(recreatedBy(docker, "up", "-d", "--build", "built")).isEmpty();
        }
    }

    @Test
    void ends_with_the_first_that_ends_and_its_exit_code() throws Exception {
        try (DockerPlace docker = place()) {
            Outcome aborted = docker.place().hauban("up", "--abort-on-container-exit", "first", "failing", "waiting");
            assertThat(aborted.code()).as(aborted.toString()).isEqualTo(3);
            assertThat(aborted.err()).contains("failing-1 ended with 3; stopping all");
            assertThat(docker.hauban("ps", "--quiet").out()).isEmpty();

            Outcome judged = docker.place().hauban("up", "--exit-code-from", "waiting", "failing", "waiting");
            assertThat(judged.code()).as(judged.toString()).isEqualTo(137);
        }
    }
}
