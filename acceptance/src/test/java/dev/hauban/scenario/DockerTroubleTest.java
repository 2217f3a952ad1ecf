package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trouble with a real daemon is told, and leaves nothing that the next command does not finish. What a daemon loses by
/// itself when it is ended in the middle of making a container (that one's nameless volume) is not counted.
class DockerTroubleTest {
    static List<String> hosts() {
        Assumptions.assumeFalse(DockerPlace.hosts().isEmpty(), "HAUBAN_TEST_DOCKER names no Docker daemon");
        return DockerPlace.hosts();
    }

    private static DockerPlace place(OwnDaemon daemon) throws Exception {
        return DockerPlace.copyOf("killed", "killed", daemon.host());
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void an_up_during_which_the_daemon_is_restarted_is_finished_by_the_next(String host) throws Exception {
        try (OwnDaemon daemon = OwnDaemon.like(host, 200);
                DockerPlace docker = place(daemon)) {
            docker.hauban("up", "-d");
            String whole = DockerWorld.of(docker);
            docker.hauban("down", "-v");

            for (int change : List.of(2, 5, 9)) {
                Outcome cut = upDuringRestart(daemon, docker, change);
                // A daemon that is stopped ends what it runs: then a service has failed.
                assertThat(cut.code()).as(cut.toString()).isIn(0, 4, 6);
                docker.hauban("up", "-d");
                assertThat(DockerWorld.of(docker))
                        .as("restarted at change " + change)
                        .isEqualTo(whole);
                docker.hauban("down", "-v");
            }
        }
    }

    private static Outcome upDuringRestart(OwnDaemon daemon, DockerPlace docker, int change) throws Exception {
        var socket = docker.place().file("cut" + change + ".sock");
        try (var _ = new CuttingDaemon(socket, daemon.host(), change, () -> restart(daemon))) {
            docker.place().set("DOCKER_HOST", "unix://" + socket);
            return docker.place().hauban("up", "-d");
        } finally {
            docker.place().set("DOCKER_HOST", daemon.host());
        }
    }

    private static void restart(OwnDaemon daemon) {
        try {
            daemon.stop();
            daemon.start();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void a_full_disk_is_told_and_finished_once_there_is_room(String host) throws Exception {
        try (OwnDaemon daemon = OwnDaemon.like(host, 64);
                DockerPlace docker = place(daemon)) {
            docker.hauban("up", "-d");
            String whole = DockerWorld.of(docker);
            docker.hauban("down", "-v");
            daemon.fillDisk(8);

            Outcome full = docker.place().hauban("up", "-d");
            assertThat(full.code()).as(full.toString()).isEqualTo(4);
            assertThat(full.err()).contains("no space left on device").contains("docker system df");
            daemon.freeDisk();
            docker.hauban("up", "-d");
            assertThat(DockerWorld.of(docker)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void a_daemon_that_is_stuck_is_told_soon(String host) throws Exception {
        try (OwnDaemon daemon = OwnDaemon.like(host, 64);
                DockerPlace docker = place(daemon)) {
            docker.hauban("create");
            daemon.halt();
            // Those that change nothing at once, for each of them waits.
            for (List<String> commands : List.of(List.of("ps", "logs", "up"), List.of("down"))) {
                long begun = System.nanoTime();
                var running = new ArrayList<Running>();
                for (String command : commands) {
                    running.add(docker.place().begin(command));
                }
                for (Running command : running) {
                    Outcome stuck = command.end(Duration.ofMinutes(1));
                    assertThat(stuck.code()).as(stuck.toString()).isEqualTo(4);
                    assertThat(stuck.err()).contains("says nothing for 10 s").contains("the same command again");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
            }
            daemon.goOn();
            docker.hauban("up", "-d");
        }
    }
}
