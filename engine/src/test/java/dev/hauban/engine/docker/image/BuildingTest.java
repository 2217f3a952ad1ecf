package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.BuildOptions;
import dev.hauban.engine.Engine;
import dev.hauban.engine.ImageStore;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.FakeDaemon;
import dev.hauban.json.Json;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is said to a daemon that shall build, and what is made of its answers.
@Timeout(60)
final class BuildingTest {
    private static final String BEGINNING =
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n";

    @TempDir
    Path folder;

    private FakeDaemon fake;
    private DockerDaemon daemon;
    private Project project;

    @BeforeEach
    void start() throws IOException {
        fake = FakeDaemon.onSocket(folder.resolve("d.sock"));
        daemon = new DockerDaemon(fake.endpoint());
        project = new Project(Files.createDirectory(folder.resolve("work")));
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        fake.close();
    }

    @Test
    void everything_that_the_file_says_is_said() throws IOException, InterruptedException {
        answer("{\"stream\":\"Successfully built 0123\\n\"}");
        project.with("app/docker/Dockerfile", "FROM scratch\n").with("compose.yaml", """
                name: shop
                services:
                  web:
                    image: shop/web:2
                    build:
                      context: app
                      dockerfile: docker/Dockerfile
                      args: {VERSION: "1 2"}
                      target: last
                      labels: {team: a}
                      tags: ["shop/web:new"]
                      cache_from: ["shop/web:1"]
                      network: host
                      extra_hosts: ["db:10.0.0.1", "six:::1"]
                      shm_size: 64m
                      ulimits: {nproc: 5, nofile: {soft: 1, hard: 2}}
                      no_cache: true
                      pull: true
                      platforms: [linux/amd64]
                """);

        build("web");

        assertThat(query())
                .containsExactly(
                        "version=1",
                        "dockerfile=docker/Dockerfile",
                        "rm=true",
                        "t=shop/web:2",
                        "t=shop/web:new",
                        "buildargs={\"VERSION\":\"1 2\"}",
                        "labels={\"team\":\"a\",\"com.docker.compose.image.builder\":\"classic\"}",
                        "nocache=true",
                        "pull=true",
                        "target=last",
                        "networkmode=host",
                        "shmsize=67108864",
                        "cachefrom=[\"shop/web:1\"]",
                        "extrahosts=db:10.0.0.1",
                        "extrahosts=six:::1",
                        "ulimits=[{\"Name\":\"nofile\",\"Soft\":1,\"Hard\":2},{\"Name\":\"nproc\",\"Soft\":5,\"Hard\":5}]",
                        "platform=linux/amd64");
        assertThat(fake.asked().getLast().head())
                .contains("\r\nX-Registry-Config: e30=\r\n", "\r\nContent-Type: application/x-tar\r\n");
    }

    @Test
    void who_asks_on_the_command_line_goes_before_the_file() throws IOException, InterruptedException {
        answer("{}");
        simple("args: {A: file, B: file}");
        BuildOrder order = project.order("web");
        var options = new BuildOptions(true, true, Map.of("A", "asked"), OptionalLong.of(64));

        new Building(daemon, nobody(), Map.of())
                .build(
                        new BuildOrder(order.stack(), order.service(), order.build(), options),
                        ImageStore.Telling.of(_ -> {}));

        assertThat(query())
                .contains(
                        "buildargs={\"B\":\"file\",\"A\":\"asked\"}",
                        "nocache=true",
                        "pull=true",
                        "memory=64",
                        "t=work-web");
    }

    @Test
    void proxies_of_dockers_configuration_are_arguments_where_the_file_has_none()
            throws IOException, InterruptedException {
        answer("{}");
        simple("args: {HTTP_PROXY: file}");

        new Building(daemon, nobody(), Map.of("HTTP_PROXY", "http://p:1", "NO_PROXY", "localhost"))
                .build(project.order("web"), ImageStore.Telling.of(_ -> {}));

        assertThat(query()).contains("buildargs={\"NO_PROXY\":\"localhost\",\"HTTP_PROXY\":\"file\"}");
    }

    @Test
    void the_context_goes_along_without_what_is_left_out() throws Exception {
        answer("{}");
        simple("target: x")
                .with("app/.dockerignore", "*\n!keep\n")
                .with("app/keep/a", "1")
                .with("app/gone", "2");
        Files.createSymbolicLink(folder.resolve("work/app/keep/link"), Path.of("a"));

        build("web");

        assertThat(entries()).containsExactly(".dockerignore", "Dockerfile", "keep/", "keep/a", "keep/link");
    }

    @Test
    void a_dockerfile_from_elsewhere_goes_along_under_another_name() throws Exception {
        answer("{}");
        project.with("app/a", "1").with("app/.dockerignore", "b").with("compose.yaml", """
                services:
                  web:
                    build:
                      context: app
                      dockerfile_inline: |
                        FROM scratch
                """);

        build("web");

        assertThat(query()).contains("dockerfile=.dockerfile.hauban");
        assertThat(entries()).containsExactly("a", ".dockerfile.hauban", ".dockerignore");
        assertThat(content(".dockerfile.hauban")).isEqualTo("FROM scratch\n");
        assertThat(content(".dockerignore")).isEqualTo("b\n.dockerfile.hauban\n");
    }

    @Test
    void steps_are_told_and_a_failure_with_what_was_said_last() throws IOException {
        answer(
                "{\"stream\":\"Step 1/2 : FROM scratch\"}",
                "{\"stream\":\"\\n\"}",
                "{\"stream\":\"Step 2/2 : RUN make\"}",
                "{\"stream\":\"\\n\"}",
                "{\"stream\":\"make: no\"}",
                "{\"stream\":\" rule\\n\"}",
                "{\"errorDetail\":{\"code\":2,\"message\":\"m\"},\"error\":\"The command 'make' returned a non-zero code: 2\"}");
        simple("target: x");
        var told = new ArrayList<Engine.Progress>();
        var lines = new ArrayList<String>();

        assertThatThrownBy(() -> new Building(daemon, nobody(), Map.of())
                        .build(project.order("web"), new ImageStore.Telling(told::add, lines::add)))
                .isInstanceOf(ProblemException.class)
                .hasMessageEndingWith("""
                        compose.yaml:2:3: services.web.build: the image work-web could not be built: The command 'make' \
                        returned a non-zero code: 2
                          It said last:
                          Step 1/2 : FROM scratch
                          Step 2/2 : RUN make
                          make: no rule""");
        assertThat(lines).containsExactly("Step 1/2 : FROM scratch", "Step 2/2 : RUN make", "make: no rule");
        assertThat(told)
                .containsExactly(
                        new Engine.Progress("building work-web", -1),
                        new Engine.Progress("building work-web: step 1 of 2: FROM scratch", 0),
                        new Engine.Progress("building work-web: step 2 of 2: RUN make", 0.5));
    }

    @Test
    void what_no_builder_can_do_is_refused_before_anything_is_sent() throws IOException {
        project.with("key", "k").with("app/Dockerfile", "FROM scratch\n").with("compose.yaml", """
                secrets: {key: {file: ./key}}
                services:
                  web:
                    build:
                      context: app
                      secrets: [key]
                      platforms: [linux/amd64, linux/arm64]
                      cache_to: [type=inline]
                """);

        List<Problem> limits = Building.limits(project.order("web"));

        assertThat(limits)
                .extracting(problem -> problem.severity() + " " + problem.path().orElseThrow())
                .containsExactly(
                        "ERROR services.web.build.secrets",
                        "ERROR services.web.build.platforms",
                        "DEGRADED services.web.build.cache_to");
        assertThatThrownBy(() -> build("web"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problems()).hasSize(2));
        assertThat(fake.asked()).isEmpty();
    }

    @Test
    void what_is_not_there_is_told() throws IOException {
        project.with("compose.yaml", "services: {web: {build: {context: app}}}\n");
        assertThatThrownBy(() -> build("web"))
                .hasMessageContaining("services.web.build.context: the folder " + folder.resolve("work/app"));

        project.with("app/a", "1");
        assertThatThrownBy(() -> build("web"))
                .hasMessageContaining("services.web.build.dockerfile: there is no Dockerfile at "
                        + folder.resolve("work/app/Dockerfile"));
    }

    private Project simple(String more) throws IOException {
        return project.with("app/Dockerfile", "FROM scratch\n").with("compose.yaml", """
                services:
                  web:
                    build:
                      context: app
                      %s
                """.formatted(more));
    }

    private void answer(String... messages) {
        fake.when("/build", peer -> {
            peer.say(BEGINNING + String.join("\r\n", messages));
            peer.hangUp();
        });
    }

    private void build(String service) throws IOException, InterruptedException {
        new Building(daemon, nobody(), Map.of()).build(project.order(service), ImageStore.Telling.of(_ -> {}));
    }

    private static Credentials nobody() {
        return new Credentials(Json.object().build(), Map.of());
    }

    private List<String> query() {
        String target = fake.asked().getLast().line().split(" ")[1];
        return Arrays.stream(target.substring(target.indexOf('?') + 1).split("&"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> entries() throws IOException, InterruptedException {
        return tar("t").lines().toList();
    }

    private String content(String name) throws IOException, InterruptedException {
        return tar("xO", name);
    }

    private String tar(String... words) throws IOException, InterruptedException {
        Path file =
                Files.write(folder.resolve("sent.tar"), fake.asked().getLast().body());
        var command = new ArrayList<>(List.of("tar", words[0] + "f", file.toString()));
        command.addAll(List.of(words).subList(1, words.length));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
