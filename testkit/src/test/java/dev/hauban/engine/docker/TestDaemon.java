package dev.hauban.engine.docker;

import dev.hauban.engine.Streams;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.engine.docker.wire.DockerRequest;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A daemon of this machine that tests may use, and a small image on it. Which daemons those are says
/// `HAUBAN_TEST_DOCKER`, as a list of `DOCKER_HOST`s in the order of their age; without it, it is the one that the
/// `docker` command would take.
final class TestDaemon {
    static final String IMAGE = "hauban-test/busybox:1";

    private TestDaemon() {}

    /// @param number 1 for the first; a test of which there is no daemon is skipped, and says so
    static DockerEndpoint endpoint(int number) {
        List<String> hosts = Stream.of(
                        System.getenv().getOrDefault("HAUBAN_TEST_DOCKER", "").split(" "))
                .filter(host -> !host.isBlank())
                .toList();
        Assumptions.assumeTrue(
                hosts.size() >= number || number == 1, "HAUBAN_TEST_DOCKER names no " + number + ". Docker daemon");
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (hosts.size() >= number) {
            environment.put("DOCKER_HOST", hosts.get(number - 1));
        }
        try {
            DockerEndpoint endpoint = DockerEndpoint.of(environment, Path.of(System.getProperty("user.home")));
            Optional<String> away = unreachable(endpoint);
            Assumptions.assumeTrue(away.isEmpty(), () -> "no Docker daemon: " + away.orElse(""));
            return endpoint;
        } catch (ProblemException misconfigured) {
            Assumptions.abort("no Docker daemon: " + misconfigured.getMessage());
            throw misconfigured;
        }
    }

    private static Optional<String> unreachable(DockerEndpoint endpoint) {
        try (var daemon = new DockerDaemon(endpoint)) {
            daemon.version();
            return Optional.empty();
        } catch (DockerException away) {
            return Optional.of(away.problem().message());
        } catch (IOException away) {
            return Optional.of(String.valueOf(away.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    static DockerEngine engine(int number) throws IOException, InterruptedException {
        var daemon = new DockerDaemon(endpoint(number));
        ensureImage(daemon);
        return new DockerEngine(new Surroundings(
                daemon,
                InstantSource.system(),
                Map.of(),
                Path.of("/nowhere"),
                new Streams(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream())));
    }

    /// An image of nothing but a static BusyBox, with its names as links.
    static void ensureImage(DockerDaemon daemon) throws IOException, InterruptedException {
        if (daemon.ask(DockerRequest.get("/images/{}/json", IMAGE)).status() == 200) {
            return;
        }
        Path busybox = Stream.of("/bin/busybox", "/usr/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of("/nowhere"));
        Assumptions.assumeTrue(Files.exists(busybox), "no static busybox to make an image of (Debian: busybox-static)");
        Path folder = Files.createTempDirectory("hauban-busybox");
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(busybox, bin.resolve("busybox"));
        Files.createDirectories(folder.resolve("tmp"));
        Process list = new ProcessBuilder(busybox.toString(), "--list").start();
        for (String name : new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            if (!name.equals("busybox") && !name.isBlank()) {
                Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
            }
        }
        Process tar = new ProcessBuilder("tar", "-C", folder.toString(), "-c", ".").start();
        daemon.call(DockerRequest.post("/images/create")
                .query("fromSrc", "-")
                .query("repo", "hauban-test/busybox")
                .query("tag", "1")
                .tar(out -> tar.getInputStream().transferTo(out)));
    }
}
