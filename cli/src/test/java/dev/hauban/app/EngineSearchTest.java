package dev.hauban.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.cli.CommonOptions;
import dev.hauban.cli.House.Suggestion;
import dev.hauban.cli.Loaded;
import dev.hauban.cli.Surroundings;
import dev.hauban.cli.Terminal;
import dev.hauban.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
final class EngineSearchTest {
    private static final NearDaemon.Patience HURRIED =
            new NearDaemon.Patience(Duration.ofMillis(50), Duration.ofMillis(50));

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private String host = "";

    @BeforeEach
    void write() throws IOException {
        host = "unix://" + socket();
        Files.writeString(folder.resolve("compose.yaml"), "name: shop\nservices: {web: {image: shop/web:1}}\n");
    }

    private Suggestion suggested() {
        Wiring wiring = new Wiring(surroundings(), HURRIED);
        return wiring.suggestedEngine(read(wiring));
    }

    private static Loaded read(Wiring wiring) {
        return wiring.read(
                new CommonOptions.Source(List.of(), Optional.empty(), Optional.empty(), List.of(), List.of(), false),
                List.of());
    }

    private Surroundings surroundings() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
        Map<String, String> environment =
                Map.of("HOME", folder.toString(), "HAUBAN_STATE_DIR", folder + "/state", "DOCKER_HOST", host);
        var heard = new PrintStream(told, true, StandardCharsets.UTF_8);
        return new Surroundings(environment, folder, nowhere, heard, InstantSource.system(), Terminal.none());
    }

    private Path socket() {
        return folder.resolve("docker.sock");
    }

    private Path state() {
        return folder.resolve(".hauban/shop");
    }

    /// Takes connections and says nothing.
    private ServerSocketChannel stuckDaemon() throws IOException {
        ServerSocketChannel stuck = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        stuck.bind(UnixDomainSocketAddress.of(socket()));
        return stuck;
    }

    private void fillLocalVolume() throws IOException {
        Files.createDirectories(state().resolve("local/volumes/data/_data"));
    }

    @Test
    void docker_where_a_daemon_answers() throws IOException {
        try (var _ = TrainingDaemon.start(socket(), InstantSource.system())) {
            assertThat(suggested())
                    .isEqualTo(new Suggestion("docker", "a Docker daemon answers at unix://" + socket()));
        }
    }

    @Test
    void the_local_one_where_none_does() {
        assertThat(suggested())
                .isEqualTo(new Suggestion(
                        "local", "no Docker daemon at unix://" + socket() + ": there is no such socket"));
    }

    @Test
    void nothing_is_started_elsewhere_while_a_daemon_is_there_that_says_nothing() throws IOException {
        try (var _ = stuckDaemon()) {
            assertThatThrownBy(this::suggested)
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refusal -> assertThat(refusal.problems().getFirst().text())
                                    .isEqualTo(
                                            "whether this stack belongs on Docker can't be seen: the Docker daemon at unix://"
                                                    + socket() + " says nothing for 100 ms\n"
                                                    + "  See to the daemon, or say where the stack runs: --engine local, --engine docker\n"
                                                    + "  (or HAUBAN_ENGINE, or x-hauban: {engine: local} in the file)."));
            assertThat(told.toString(StandardCharsets.UTF_8))
                    .isEqualTo("Waiting for the Docker daemon at unix://" + socket() + ", which takes its time\n");
            assertThatThrownBy(() -> new Wiring(surroundings(), HURRIED).engines())
                    .hasMessageContaining("what is on Docker can't be seen: ");
        }
    }

    @Test
    void one_that_takes_its_time_is_waited_for_and_that_is_told() throws Exception {
        try (ServerSocketChannel slow = stuckDaemon();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patience = new NearDaemon.Patience(Duration.ofMillis(50), Duration.ofSeconds(10));
            Wiring wiring = new Wiring(surroundings(), patience);
            var suggestion = threads.submit(() -> wiring.suggestedEngine(read(wiring)));
            try (SocketChannel givenUp = slow.accept();
                    SocketChannel awaited = slow.accept()) {
                assertThat(givenUp.isOpen()).isTrue();
                awaited.write(StandardCharsets.US_ASCII.encode(
                        "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK"));
                assertThat(suggestion.get().engine()).isEqualTo("docker");
            }
            assertThat(told.toString(StandardCharsets.UTF_8)).contains("which takes its time");
        }
    }

    @Test
    void nothing_is_started_elsewhere_while_nobody_can_follow_where_docker_is_said_to_be() {
        host = "ssh://deploy@shop";

        assertThatThrownBy(this::suggested)
                .hasMessageContaining(
                        "whether this stack belongs on Docker can't be seen: DOCKER_HOST asks for Docker at "
                                + "ssh://deploy@shop");
        assertThat(typed("ls")).isEqualTo(4);
        assertThat(typed("--engine", "local", "ps")).isZero();
    }

    private int typed(String... words) {
        told.reset();
        return Main.run(surroundings(), List.of(words));
    }

    @Test
    void what_is_on_docker_is_not_begun_on_local_processes_as_well() throws Exception {
        try (var _ = TrainingDaemon.start(socket(), InstantSource.system())) {
            assertThat(typed("up", "-d")).isZero();

            assertThat(typed("--engine", "local", "up", "-d")).isEqualTo(4);
            assertThat(told.toString(StandardCharsets.UTF_8)).isEqualTo("""
                    shop is on Docker, at unix://%s (hauban --engine docker ps shows it)
                      Go on there: leave --engine, HAUBAN_ENGINE and x-hauban.engine out.
                      Or move it here, where its volumes begin empty: hauban --engine docker down
                    """.formatted(socket()));
            assertThat(state().resolve("local")).doesNotExist();
            assertThat(suggested())
                    .as("nothing is forgotten")
                    .isEqualTo(new Suggestion("docker", "it was brought up there"));

            Files.delete(state().resolve("engine"));
            assertThat(typed("--engine", "local", "up", "-d"))
                    .as("brought up by others")
                    .isEqualTo(4);
            assertThat(typed("--engine", "docker", "up", "-d")).isZero();
        }
        Files.deleteIfExists(socket());
        assertThat(typed("--engine", "local", "up", "-d")).isEqualTo(4);
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("shop is on Docker, where it was brought up: no Docker daemon at unix://" + socket())
                .contains("delete " + state().resolve("engine"));
    }

    @Test
    void where_its_data_is_unless_it_runs_on_docker() throws IOException {
        fillLocalVolume();
        assertThat(suggested()).isEqualTo(new Suggestion("local", "its data is there"));
        try (var _ = stuckDaemon()) {
            assertThat(suggested()).isEqualTo(new Suggestion("local", "its data is there"));
        }
        Files.delete(socket());
        try (var _ = TrainingDaemon.start(socket(), InstantSource.system())) {
            assertThat(suggested()).isEqualTo(new Suggestion("local", "its data is there"));
            assertThat(Main.run(surroundings(), List.of("--engine", "docker", "create")))
                    .isZero();
            Files.delete(state().resolve("engine"));
            assertThat(suggested()).isEqualTo(new Suggestion("docker", "it runs there"));
        }
    }

    @Test
    void where_it_was_brought_up_until_it_is_taken_down() throws IOException {
        try (var _ = TrainingDaemon.start(socket(), InstantSource.system())) {
            assertThat(Main.run(surroundings(), List.of("up", "-d"))).isZero();
        }
        assertThat(suggested()).isEqualTo(new Suggestion("docker", "it was brought up there"));
        Files.deleteIfExists(socket());
        try (var _ = TrainingDaemon.start(socket(), InstantSource.system())) {
            assertThat(Main.run(surroundings(), List.of("down"))).isZero();
        }
        Files.deleteIfExists(socket());
        assertThat(suggested().engine()).isEqualTo("local");
    }
}
