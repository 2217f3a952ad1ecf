package dev.hauban.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A workplace on a Docker daemon, where Docker Compose works as well.
///
/// `HAUBAN_TEST_DOCKER` names the daemons, `HAUBAN_TEST_COMPOSE` Docker Compose's program; what is not there is not
/// tested, and says so.
final class DockerPlace implements AutoCloseable {
    private static final String IMAGE = "hauban-test/busybox:1";

    private final Workplace place;
    private final String host;
    private final String compose;
    private final String project;

    private DockerPlace(Workplace place, String host, String compose, String project) {
        this.place = place;
        this.host = host;
        this.compose = compose;
        this.project = project;
    }

    static List<String> hosts() {
        return Stream.of(System.getenv().getOrDefault("HAUBAN_TEST_DOCKER", "").split(" "))
                .filter(host -> !host.isBlank())
                .toList();
    }

    /// @param stack a folder below `turns`
    static DockerPlace of(String stack, String host) throws Exception {
        String compose = System.getenv().getOrDefault("HAUBAN_TEST_COMPOSE", "");
        Assumptions.assumeTrue(Files.isExecutable(Path.of(compose)), "HAUBAN_TEST_COMPOSE names no Docker Compose");
        Workplace place = Workplace.copyOf(stack, "acceptance/src/test/resources/turns/" + stack);
        place.set("DOCKER_HOST", host);
        place.set("HAUBAN_ENGINE", "docker");
        place.set("TURNS_SECRET", "hidden");
        String file = Files.readString(place.file("compose.yaml"));
        String project = file.lines()
                .filter(line -> line.startsWith("name: "))
                .map(line -> line.substring("name: ".length()))
                .findFirst()
                .orElse(stack);
        var docker = new DockerPlace(place, host, compose, project);
        docker.ensureImage();
        return docker;
    }

    Workplace place() {
        return place;
    }

    Outcome compose(String... words) throws Exception {
        var command = new ArrayList<>(List.of(compose));
        command.addAll(List.of(words));
        Outcome outcome = place.run(command);
        if (outcome.code() != 0) {
            throw new AssertionError("docker compose " + String.join(" ", words) + " failed\n" + outcome);
        }
        return outcome;
    }

    /// What `docker` answers, word by word.
    List<String> docker(String... words) throws Exception {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(words));
        Outcome outcome = place.run(command);
        if (outcome.code() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed\n" + outcome);
        }
        return Stream.of(outcome.out().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .sorted()
                .toList();
    }

    /// The ids of the project's containers.
    List<String> containers() throws Exception {
        return owned("ps", "--all", "--no-trunc");
    }

    List<String> networks() throws Exception {
        return owned("network", "ls");
    }

    List<String> volumes() throws Exception {
        return owned("volume", "ls");
    }

    private List<String> owned(String... words) throws Exception {
        var command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--quiet", "--filter", "label=com.docker.compose.project=" + project));
        return docker(command.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        place.close();
    }

    /// Nothing but a static BusyBox, with its names as links.
    private void ensureImage() throws Exception {
        if (place.run(List.of("docker", "image", "inspect", IMAGE)).code() == 0) {
            return;
        }
        Optional<Path> busybox = Stream.of("/bin/busybox", "/usr/bin/busybox")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(busybox.isPresent(), "no static busybox to make an image of (Debian: busybox-static)");
        Path root = Files.createTempDirectory("hauban-busybox");
        Path bin = Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        Files.copy(busybox.get(), bin.resolve("busybox"));
        Process list = new ProcessBuilder(busybox.get().toString(), "--list").start();
        for (String name : new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
            if (!name.equals("busybox") && !name.isBlank()) {
                Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
            }
        }
        String line = "tar -C " + root + " -c . | docker -H " + host + " import - " + IMAGE;
        Outcome outcome = place.run(List.of("sh", "-c", line));
        if (outcome.code() != 0) {
            throw new AssertionError("the image can't be made\n" + outcome);
        }
    }
}
