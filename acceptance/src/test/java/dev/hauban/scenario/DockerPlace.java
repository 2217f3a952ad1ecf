package dev.hauban.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A workplace on a Docker daemon, where Docker Compose works as well.
///
/// `HAUBAN_TEST_DOCKER` names the daemons, `HAUBAN_TEST_DOCKER_MORE` others for the second of two JVMs that test at
/// once,
/// so that these need not wait for each other's turns; `HAUBAN_TEST_COMPOSE` is Docker Compose's program. What is not
/// there is not tested, and says so.
final class DockerPlace implements AutoCloseable {
    static final String IMAGE = "hauban-test/busybox:1";

    private final Workplace place;
    private final String host;
    private final String compose;
    private final String project;
    private final List<String> options;
    private final Turn turn;

    private DockerPlace(Workplace place, String host, String compose) throws IOException {
        this.place = place;
        this.host = host;
        this.compose = compose;
        this.project = project(place);
        this.options = Files.exists(place.file("options"))
                ? List.of(Files.readString(place.file("options")).strip().split(" "))
                : List.of();
        this.turn = Turn.on(host);
    }

    static List<String> hosts() {
        String all = System.getenv().getOrDefault("HAUBAN_TEST_DOCKER", "");
        String more = System.getenv().getOrDefault("HAUBAN_TEST_DOCKER_MORE", "");
        boolean isSecond = Integer.getInteger("hauban.fork", 1) % 2 == 0;
        return Stream.of((isSecond && !more.isBlank() ? more : all).split(" "))
                .filter(host -> !host.isBlank())
                .toList();
    }

    /// @param stack a folder below `turns`
    static DockerPlace of(String stack, String host) throws Exception {
        return copyOf(stack, "turns/" + stack, host);
    }

    /// @param path of a stack, from the tests' resources
    static DockerPlace copyOf(String stack, String path, String host) throws Exception {
        String compose = System.getenv().getOrDefault("HAUBAN_TEST_COMPOSE", "");
        Assumptions.assumeTrue(
                !compose.isEmpty() && Files.isExecutable(Path.of(compose)),
                "HAUBAN_TEST_COMPOSE names no Docker Compose");
        Workplace place = Workplace.copyOf(stack, "acceptance/src/test/resources/" + path);
        place.set("DOCKER_HOST", host);
        place.set("HAUBAN_ENGINE", "docker");
        var docker = new DockerPlace(place, host, compose);
        place.set("PROJECT", docker.project);
        try {
            docker.ensureImage();
            return docker;
        } catch (Exception | AssertionError failed) {
            docker.close();
            throw failed;
        }
    }

    private static String project(Workplace place) throws IOException {
        Path whole = place.file("compose.yaml");
        return Files.readString(Files.exists(whole) ? whole : place.file("docker-compose.yml"))
                .lines()
                .filter(line -> line.startsWith("name: "))
                .map(line -> line.substring("name: ".length()))
                .findFirst()
                .orElse(String.valueOf(place.folder().getFileName()));
    }

    Workplace place() {
        return place;
    }

    /// Hauban, with the stack's options; it must end well.
    Outcome hauban(String... words) throws Exception {
        return place.must(with(words).toArray(String[]::new));
    }

    private List<String> with(String... words) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(words));
        return all;
    }

    /// Docker Compose, with the stack's options, however it ends.
    Outcome composeAsItEnds(String... words) throws Exception {
        var command = new ArrayList<>(List.of(compose));
        command.addAll(with(words));
        return place.run(command);
    }

    /// Docker Compose, with the stack's options; it must end well.
    Outcome compose(String... words) throws Exception {
        Outcome outcome = composeAsItEnds(words);
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

    /// Runs the stack's own check of what is up, if it has one.
    void mustBeRight(String when) throws Exception {
        if (Files.exists(place.file("right"))) {
            Outcome outcome = place.run(List.of("sh", "-e", "./right"));
            if (outcome.code() != 0) {
                throw new AssertionError("the stack is not right " + when + "\n" + outcome);
            }
        }
    }

    /// Lays the folder `changed` over the stack.
    ///
    /// @return the containers that have to be made anew for it, without the project's name, in the order of names
    List<String> change() throws IOException {
        Path changed = place.file("changed");
        try (Stream<Path> all = Files.walk(changed)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                place.write(changed.relativize(file).toString(), Files.readString(file));
            }
        }
        return Files.readAllLines(place.file("recreated")).stream().sorted().toList();
    }

    /// The ids of the project's containers by their names, without the project's.
    Map<String, String> ids() throws Exception {
        var ids = new TreeMap<String, String>();
        for (String line : docker(
                "ps",
                "--all",
                "--no-trunc",
                "--format",
                "{{.Names}}={{.ID}}",
                "--filter",
                "label=com.docker.compose.project=" + project)) {
            String name = line.substring(0, line.indexOf('='));
            ids.put(
                    name.startsWith(project + "-") ? name.substring(project.length() + 1) : name,
                    line.substring(line.indexOf('=') + 1));
        }
        return ids;
    }

    /// The volumes of a container by where they are.
    Map<String, String> volumes(String id) throws Exception {
        var volumes = new TreeMap<String, String>();
        for (String mount : docker(
                "inspect",
                "--format",
                "{{range .Mounts}}{{if eq .Type \"volume\"}}{{.Destination}}={{.Name}} {{end}}{{end}}",
                id)) {
            volumes.put(mount.substring(0, mount.indexOf('=')), mount.substring(mount.indexOf('=') + 1));
        }
        return volumes;
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
        try (turn) {
            place.close();
        }
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
