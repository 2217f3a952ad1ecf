package dev.hauban.app;

import dev.hauban.cli.Surroundings;
import dev.hauban.engine.docker.DockerEngine;
import dev.hauban.engine.docker.wire.DockerDaemon;
import dev.hauban.engine.docker.wire.DockerEndpoint;
import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The Docker daemon that commands of this user speak to, as far as this one has met it.
final class NearDaemon {
    /// For whoever only wants to know whether there is one. A daemon that is well answers within milliseconds.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Surroundings surroundings;
    private final Places places;
    private @Nullable DockerEndpoint endpoint;
    private @Nullable DockerDaemon expected;
    private @Nullable DockerDaemon last;

    NearDaemon(Surroundings surroundings, Places places) {
        this.surroundings = surroundings;
        this.places = places;
    }

    /// What became of a greeting.
    sealed interface Greeted {
        record Answers(String where) implements Greeted {}

        /// Nobody is there, or nobody who may be spoken to.
        record Absent(String why) implements Greeted {}

        /// Somebody is there, but does not answer in time.
        record Silent(String why) implements Greeted {}
    }

    /// Where it is.
    ///
    /// @throws ProblemException where what is said about it can't be followed
    DockerEndpoint endpoint() {
        DockerEndpoint known = endpoint;
        if (known == null) {
            known = DockerEndpoint.of(surroundings.environment(), places.home());
            endpoint = known;
        }
        return known;
    }

    Path configuration() {
        String written = surroundings.environment().getOrDefault("DOCKER_CONFIG", "");
        return written.isEmpty() ? places.home().resolve(".docker") : Path.of(written);
    }

    /// The first words with a daemon take as long as reading a small file, most of it to set up the JVM's sockets.
    void expect() {
        try {
            if (isNowhere(endpoint())) {
                return;
            }
            var daemon = new DockerDaemon(endpoint());
            expected = daemon;
            Thread.ofPlatform().daemon().name("greeting").start(() -> greet(daemon));
        } catch (ProblemException toldWhenNeeded) {
            expected = null;
        }
    }

    private static void greet(DockerDaemon daemon) {
        try {
            daemon.version();
        } catch (IOException toldWhenNeeded) {
            return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    Greeted greeted() throws InterruptedException {
        try {
            if (isNowhere(endpoint())) {
                return new Greeted.Absent("no Docker daemon at " + endpoint().text() + ": there is no such socket");
            }
            DockerDaemon daemon = expected();
            daemon.version(PATIENCE);
            return new Greeted.Answers(daemon.endpoint().text());
        } catch (ProblemException unfollowed) {
            return new Greeted.Absent(unfollowed.problems().getFirst().message());
        } catch (DockerException failure) {
            return failed(failure.problem());
        } catch (IOException failure) {
            return new Greeted.Absent(String.valueOf(failure.getMessage()));
        }
    }

    /// Seen without setting up the JVM's sockets.
    private static boolean isNowhere(DockerEndpoint endpoint) {
        return endpoint.address() instanceof DockerEndpoint.Address.Socket(Path path) && Files.notExists(path);
    }

    private static Greeted failed(Problem problem) {
        boolean isThere = problem.code().equals("docker.slow") || problem.code().equals("docker.gone");
        return isThere ? new Greeted.Silent(problem.message()) : new Greeted.Absent(problem.message());
    }

    /// False, too, where no daemon says so in time.
    boolean hasContainersOf(ProjectName project) throws InterruptedException {
        if (!(greeted() instanceof Greeted.Answers)) {
            return false;
        }
        try {
            return DockerEngine.hasContainers(expected(), project, PATIENCE);
        } catch (IOException unanswered) {
            return false;
        }
    }

    /// For one engine, which closes it.
    DockerDaemon daemon() {
        DockerDaemon known = last;
        DockerDaemon next =
                expected != null ? expected : known != null ? known.another() : new DockerDaemon(endpoint());
        expected = null;
        last = next;
        return next;
    }

    /// The one that the next engine gets.
    private DockerDaemon expected() {
        DockerDaemon known = expected;
        if (known == null) {
            known = last != null ? last.another() : new DockerDaemon(endpoint());
            expected = known;
        }
        return known;
    }
}
