package dev.hauban.engine.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.engine.Engine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.engine.docker.wire.DockerStream;
import dev.hauban.engine.docker.wire.RealDaemons;
import dev.hauban.engine.docker.wire.TarWriter;
import dev.hauban.json.Json;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ImageReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Real daemons carry images to and from a real registry.
@Timeout(180)
@ParameterizedClass
@MethodSource("dev.hauban.engine.docker.wire.RealDaemons#addresses")
final class RegistryTest {
    private final String address;
    private final List<String> made = new ArrayList<>();
    private DockerDaemon daemon;

    @TempDir
    Path folder;

    RegistryTest(String address) {
        this.address = address;
    }

    @BeforeEach
    void reachDaemon() {
        assumeTrue(!address.isEmpty(), RealDaemons.NONE);
        assumeTrue(LocalRegistry.program().isPresent(), LocalRegistry.NONE);
        var environment = new HashMap<>(System.getenv());
        environment.put("DOCKER_HOST", address);
        daemon = new DockerDaemon(DockerEndpoint.of(environment, folder));
    }

    @AfterEach
    void takeAway() throws IOException, InterruptedException {
        for (String image : made) {
            daemon.ask(DockerRequest.delete("/images/{}", image).query("force", true));
        }
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    void an_image_goes_there_and_comes_back() throws IOException, InterruptedException {
        try (LocalRegistry registry = LocalRegistry.open(folder)) {
            ImageReference image = image(registry, "1");
            LocalImage before = new Images(daemon).find(image.text()).orElseThrow();
            var pushed = new ArrayList<Engine.Progress>();
            push(image, nobody(), pushed);
            forget(image);

            var pulled = new ArrayList<Engine.Progress>();
            pull(image, nobody(), pulled);

            LocalImage after = new Images(daemon).find(image.text()).orElseThrow();
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.digests()).singleElement().asString().startsWith(Pulling.name(image) + "@sha256:");
            assertThat(pushed.getLast().what()).startsWith("pushing " + image + ": 1 of 1 layers");
            assertThat(pulled.getFirst()).isEqualTo(new Engine.Progress("pulling " + image, -1));
            assertThat(pulled.getLast().what()).startsWith("pulling " + image + ": 1 of 1 layers");
            assertThat(pulled.getLast().done()).isEqualTo(1);

            String digest = after.digests().getFirst();
            forget(image);
            pull(ImageReference.parse(digest), nobody(), pulled);
            assertThat(new Images(daemon).find(digest))
                    .get()
                    .extracting(LocalImage::id)
                    .isEqualTo(before.id());
            made.add(digest);
        }
    }

    @Test
    void a_closed_registry_opens_to_who_is_known_there() throws IOException, InterruptedException {
        try (LocalRegistry registry = LocalRegistry.closed(folder)) {
            ImageReference image = image(registry, "1");
            Credentials tester = known(registry, LocalRegistry.USER, LocalRegistry.PASSWORD);
            assertProblem(() -> push(image, nobody(), new ArrayList<>()), "docker.registry-denied", registry);
            push(image, tester, new ArrayList<>());
            forget(image);

            assertProblem(() -> pull(image, nobody(), new ArrayList<>()), "docker.registry-denied", registry);
            assertProblem(
                    () -> pull(image, known(registry, "tester", "wrong"), new ArrayList<>()),
                    "docker.registry-denied",
                    registry);
            assertThat(new Images(daemon).find(image.text())).isEmpty();
            pull(image, tester, new ArrayList<>());
            assertThat(new Images(daemon).find(image.text())).isPresent();
        }
    }

    @Test
    void a_tag_that_the_registry_does_not_have_is_told() throws IOException, InterruptedException {
        try (LocalRegistry registry = LocalRegistry.open(folder)) {
            ImageReference image = image(registry, "1");
            push(image, nobody(), new ArrayList<>());
            ImageReference other = ImageReference.parse(registry.address() + "/test/image:2");

            assertThatThrownBy(() -> pull(other, nobody(), new ArrayList<>()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageStartingWith("the image " + other + " could not be pulled: ")
                    .hasMessageEndingWith("Does " + registry.address() + " have this name and this tag?");
        }
    }

    @Test
    void a_registry_that_is_not_there_is_told() throws IOException {
        int port;
        try (var nobody = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = nobody.getLocalPort();
        }
        ImageReference image = ImageReference.parse("127.0.0.1:" + port + "/test/image:1");

        assertThatThrownBy(() -> pull(image, nobody(), new ArrayList<>()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        failure -> assertThat(failure.problems().getFirst().code())
                                .isEqualTo("docker.registry-unreachable"))
                .hasMessageContaining("The Docker daemon can't reach 127.0.0.1:" + port + ". Is it up,");
    }

    @Test
    void what_is_not_here_can_not_be_pushed() {
        ImageReference image = ImageReference.parse("127.0.0.1:1/test/never-made:1");

        assertProblem(() -> push(image, nobody(), new ArrayList<>()), "docker.no-image", null);
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    private static void assertProblem(Attempt attempt, String code, LocalRegistry registry) {
        assertThatThrownBy(attempt::run).isInstanceOfSatisfying(ProblemException.class, failure -> {
            assertThat(failure.problems().getFirst().code())
                    .as(failure.getMessage())
                    .isEqualTo(code);
            if (registry != null) {
                assertThat(failure.getMessage()).endsWith("Say who you are: docker login " + registry.address());
            }
        });
    }

    private void push(ImageReference image, Credentials credentials, List<Engine.Progress> progress)
            throws IOException, InterruptedException {
        new Pushing(daemon, credentials).push(image, progress::add);
    }

    private void pull(ImageReference image, Credentials credentials, List<Engine.Progress> progress)
            throws IOException, InterruptedException {
        new Pulling(daemon, credentials).pull(new Pulling.Order(image, Optional.empty()), progress::add);
    }

    private static Credentials nobody() {
        return new Credentials(Json.object().build(), Map.of());
    }

    private static Credentials known(LocalRegistry registry, String user, String password) {
        String auth = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Credentials(
                Json.object()
                        .with(
                                "auths",
                                Json.object()
                                        .with(
                                                registry.address(),
                                                Json.object().with("auth", auth).build())
                                        .build())
                        .build(),
                Map.of());
    }

    private void forget(ImageReference image) throws IOException, InterruptedException {
        daemon.call(DockerRequest.delete("/images/{}", image.text()).query("force", true));
    }

    /// A new one, of one file; a daemon that does not reach this machine's registry is no use here.
    private ImageReference image(LocalRegistry registry, String tag) throws IOException, InterruptedException {
        String name = registry.address() + "/test/image";
        DockerRequest request = DockerRequest.post("/images/create")
                .query("fromSrc", "-")
                .query("repo", name)
                .query("tag", tag)
                .tar(out -> {
                    byte[] content = registry.address().getBytes(StandardCharsets.US_ASCII);
                    var tar = new TarWriter(out);
                    tar.file(new TarWriter.Entry("content", 0644, 0, 0, Instant.EPOCH), content);
                    tar.end();
                });
        try (DockerStream progress = daemon.open(request)) {
            for (var next = progress.nextObject(); next.isPresent(); next = progress.nextObject()) {
                assertThat(next.get().findText("error")).isEmpty();
            }
        }
        made.add(name + ":" + tag);
        return ImageReference.parse(name + ":" + tag);
    }
}
