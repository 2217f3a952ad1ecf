package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Killed after any request that the daemon has carried out, before it hears of it, `up` leaves nothing that the next
/// `up` does not finish: what there is then is what one `up` makes.
class DockerKillsTest {
    private static final int MOST = 60;

    static List<String> hosts() {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.hosts();
    }

    private static DockerPlace place(String host) throws Exception {
        return DockerPlace.copyOf("killed", "killed", host);
    }

    /// @return whether there was such a request
    private static boolean upKilledAt(int change, DockerPlace docker, String host) throws Exception {
        Path socket = docker.place().file("cut" + change + ".sock");
        var process = new CompletableFuture<Process>();
        try (var _ =
                new CuttingDaemon(socket, host, change, () -> process.join().destroyForcibly())) {
            docker.place().set("DOCKER_HOST", "unix://" + socket);
            Process up = docker.place()
                    .process("up", "-d")
                    .redirectOutput(docker.place().file("said").toFile())
                    .redirectErrorStream(true)
                    .start();
            process.complete(up);
            assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(up.exitValue())
                    .as(Files.readString(docker.place().file("said")))
                    .isIn(0, 137);
            return up.exitValue() == 137;
        } finally {
            docker.place().set("DOCKER_HOST", host);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void up_from_nothing(String host) throws Exception {
        try (DockerPlace docker = place(host)) {
            docker.hauban("down", "-v");
            int before = DockerWorld.volumesOnDaemon(docker);
            docker.hauban("up", "-d");
            String whole = DockerWorld.of(docker, before);
            docker.hauban("down", "-v");

            int change = 1;
            while (upKilledAt(change, docker, host)) {
                docker.hauban("up", "-d");
                assertThat(DockerWorld.of(docker, before))
                        .as("killed after change " + change)
                        .isEqualTo(whole);
                docker.hauban("down", "-v");
                change++;
                assertThat(change).isLessThan(MOST);
            }
            assertThat(change).as("changes that one up makes").isGreaterThan(12);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void up_that_makes_anew_what_has_changed(String host) throws Exception {
        try (DockerPlace docker = place(host)) {
            docker.hauban("down", "-v");
            int before = DockerWorld.volumesOnDaemon(docker);
            docker.hauban("up", "-d");
            docker.place().set("WORD", "two");
            docker.hauban("up", "-d");
            String whole = DockerWorld.of(docker, before);

            int change = 1;
            do {
                docker.hauban("down", "-v");
                // What a container has taken over from the one before stays, as with Docker Compose.
                before = DockerWorld.volumesOnDaemon(docker);
                docker.place().set("WORD", "one");
                docker.hauban("up", "-d");
                docker.place().set("WORD", "two");
                boolean isKilled = upKilledAt(change, docker, host);
                docker.hauban("up", "-d");
                assertThat(DockerWorld.of(docker, before))
                        .as("killed after change " + change)
                        .isEqualTo(whole);
                if (!isKilled) {
                    break;
                }
                change++;
                assertThat(change).isLessThan(MOST);
            } while (true);
            assertThat(change).as("changes that one up makes").isGreaterThan(8);
        }
    }
}
