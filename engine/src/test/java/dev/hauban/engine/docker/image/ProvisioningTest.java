package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.RealDaemons;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whether an image is pulled, built or left as it is; and real daemons that build.
@Timeout(180)
final class ProvisioningTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        // policy, named, buildable, here: what is done
        "missing, true, false, true, Nothing[]",
        "missing, true, false, false, Pull[orElseBuild=false]",
        "missing, true, true, false, Pull[orElseBuild=true]",
        "missing, false, true, false, Build[]",
        "missing, false, true, true, Nothing[]",
        "always, true, false, true, Pull[orElseBuild=false]",
        "always, true, true, true, Pull[orElseBuild=true]",
        "always, false, true, true, Nothing[]",
        "never, true, false, true, Nothing[]",
        "never, true, false, false, Impossible[]",
        "never, true, true, false, Build[]",
        "build, true, true, true, Build[]",
        "build, false, true, true, Build[]",
        "build, true, false, false, Impossible[]",
        "daily, true, false, true, Nothing[]",
        "every_1h, true, false, true, Pull[orElseBuild=false]",
        "refresh, true, false, true, Pull[orElseBuild=false]",
        "weekly, true, false, false, Pull[orElseBuild=false]"
    })
    void what_is_done_follows_from_the_policy(
            String policy, boolean isNamed, boolean canBuild, boolean isHere, String done) {
        var image = new LocalImage(
                "sha256:1",
                List.of(),
                List.of(),
                new Platform("linux", "amd64", ""),
                Optional.of(NOW.minus(Duration.ofHours(2))),
                1);
        var situation = new Provision.Situation(PullPolicy.parse(policy).orElseThrow(), isNamed, canBuild);

        assertThat(Provision.of(situation, isHere ? Optional.of(image) : Optional.empty(), NOW))
                .hasToString(done);
    }

    @ParameterizedTest
    @MethodSource("dev.hauban.engine.docker.wire.RealDaemons#addresses")
    void a_real_daemon_builds_what_is_missing_and_only_that(String address) throws Exception {
        try (DockerDaemon daemon = daemon(address)) {
            Project project = new Project(Files.createDirectory(folder.resolve("hauban-provisioning")))
                    .with("app/content", "one")
                    .with("app/gone", "left out")
                    .with("app/.dockerignore", "gone")
                    .with(
                            "app/Dockerfile",
                            "FROM scratch AS first\nARG WHO=nobody\nLABEL who=$WHO\nCOPY . /files/\n"
                                    + "FROM first\nLABEL stage=last\n")
                    .with("compose.yaml", """
                            services:
                              web: {build: {context: app, target: first, args: {WHO: me}, labels: {own: "1"}}}
                              twin: {image: hauban-provisioning-web, pull_policy: never}
                              lost: {image: 127.0.0.1:1/hauban/never-there:1, pull_policy: never}
                            """);
            var provisioning = new Provisioning(
                    daemon, new Credentials(Json.object().build(), Map.of()), InstantSource.system(), Map.of());
            try {
                provisioning.provide(project.stack(), project.service("web"), "", _ -> {});
                LocalImage built =
                        new Images(daemon).find("hauban-provisioning-web").orElseThrow();
                Json.Members config = ((Json.Members)
                                daemon.call(DockerRequest.get("/images/{}/json", "hauban-provisioning-web")))
                        .members("Config");
                assertThat(config.members("Labels").compact())
                        .isEqualTo("{\"com.docker.compose.image.builder\":\"classic\",\"own\":\"1\",\"who\":\"me\"}");

                project.with("app/content", "two");
                provisioning.provide(project.stack(), project.service("web"), "", _ -> {});
                provisioning.provide(project.stack(), project.service("twin"), "", _ -> {});
                assertThat(new Images(daemon).find("hauban-provisioning-web"))
                        .as("what is here is left as it is")
                        .get()
                        .extracting(LocalImage::id)
                        .isEqualTo(built.id());

                assertThatThrownBy(() -> provisioning.provide(project.stack(), project.service("lost"), "", _ -> {}))
                        .isInstanceOf(ProblemException.class)
                        .hasMessageContaining(
                                "services.lost.image: the image 127.0.0.1:1/hauban/never-there:1 is not here");
            } finally {
                daemon.ask(DockerRequest.delete("/images/{}", "hauban-provisioning-web")
                        .query("force", true));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.hauban.engine.docker.wire.RealDaemons#addresses")
    void an_image_that_no_registry_gives_is_built(String address) throws Exception {
        try (DockerDaemon daemon = daemon(address)) {
            String name = "127.0.0.1:1/hauban/built-instead:1";
            Project project = new Project(Files.createDirectory(folder.resolve("hauban-instead")))
                    .with("compose.yaml", """
                            services:
                              web: {image: "%s", build: {context: ., dockerfile_inline: "FROM scratch\\nLABEL a=b\\n"}}
                              twin: {image: "%s"}
                            """.formatted(name, name));
            var provisioning = new Provisioning(
                    daemon, new Credentials(Json.object().build(), Map.of()), InstantSource.system(), Map.of());
            try {
                provisioning.provide(project.stack(), project.service("twin"), "", _ -> {});

                assertThat(new Images(daemon).find(name)).isPresent();
            } finally {
                daemon.ask(DockerRequest.delete("/images/{}", name).query("force", true));
            }
        }
    }

    private DockerDaemon daemon(String address) {
        assumeTrue(!address.isEmpty(), RealDaemons.NONE);
        var environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_HOST", address);
        return new DockerDaemon(DockerEndpoint.of(environment, folder));
    }
}
