package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Images are built, given to a registry, fetched from there and listed, on a real daemon with a real registry.
class DockerImagesTest {
    private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");

    private static DockerPlace place() throws Exception {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.copyOf("images", "images", DockerPlace.hosts().getLast());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Process serve(Workplace place, int port) throws Exception {
        place.write("registry.yaml", """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(place.file("registry"), port));
        Path log = place.file("registry.log");
        Process registry = new ProcessBuilder(
                        REGISTRY.toString(),
                        "serve",
                        place.file("registry.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (int tries = 0; tries < 200; tries++) {
            if (answers(port)) {
                return registry;
            }
            Thread.sleep(50);
        }
        registry.destroy();
        throw new AssertionError("the registry does not answer\n" + Files.readString(log));
    }

    private static boolean answers(int port) {
        try {
            var asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/v2/").toURL().openConnection();
            return asked.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Test
    void what_is_built_is_pushed_and_comes_back() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(REGISTRY), "there is no docker-registry (Debian's package docker-registry)");
        try (DockerPlace docker = place()) {
            int port = freePort();
            docker.place().set("REGISTRY", "127.0.0.1:" + port);
            Process registry = serve(docker.place(), port);
            try {
                Outcome built = docker.hauban("build", "--build-arg", "WORD=typed", "--push");
                assertThat(built.err()).contains("web  | Step 1/", "web  built", "web  pushed");
                String image = "127.0.0.1:" + port + "/shop/web:1";
                docker.docker("rmi", image);
                assertThat(docker.hauban("pull", "web").err()).contains("web  pulled");
                assertThat(docker.docker("run", "--rm", image, "cat", "/word")).containsExactly("typed");
                assertThat(docker.hauban("push", "--quiet").err()).isEmpty();
                docker.docker("rmi", image);
            } finally {
                registry.destroy();
                registry.waitFor();
            }
            Outcome refused = docker.place().hauban("pull", "web");
            assertThat(refused.code()).isEqualTo(5);
            assertThat(refused.err()).contains("services.web.image", "could not be pulled");
            assertThat(docker.place()
                            .hauban("pull", "--ignore-pull-failures", "web")
                            .code())
                    .isZero();
        }
    }

    @Test
    void images_are_listed_as_docker_compose_lists_them() throws Exception {
        try (DockerPlace docker = place()) {
            docker.hauban("up", "-d");
            assertThat(docker.hauban("images").out())
                    .isEqualTo(docker.compose("images").out());
            assertThat(docker.hauban("images", "web").out())
                    .isEqualTo(docker.compose("images", "web").out());
            assertThat(docker.hauban("images", "-q").out().lines())
                    .containsExactlyInAnyOrderElementsOf(
                            docker.compose("images", "-q").out().lines().toList());
            assertThat(docker.hauban("images", "--format", "json").out())
                    .contains("\"ContainerName\":\"images-db-1\"", "\"Repository\":\"hauban-test/busybox\"");
            docker.hauban("down", "-t", "0");
        }
    }
}
