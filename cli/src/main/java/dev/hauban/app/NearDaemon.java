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
final class NearDaemon implements AutoCloseable {
    private final Surroundings surroundings;
    private final Places places;
    private final Patience patience;
    private @Nullable DockerEndpoint endpoint;
    private @Nullable DockerDaemon near;
    private @Nullable Thread greeting;
    private volatile @Nullable DockerException missed;

    NearDaemon(Surroundings surroundings, Places places, Patience patience) {
        this.surroundings = surroundings;
        this.places = places;
        this.patience = patience;
    }

    /// For whom a daemon may take how long to greet. One that is well does so within milliseconds, and one that is
    /// overloaded within seconds.
    ///
    /// @param quiet until then, nobody is told that it is waited for
    /// @param more and no longer than that after it
    record Patience(Duration quiet, Duration more) {
        static Patience usual() {
            return new Patience(Duration.ofSeconds(2), Duration.ofSeconds(8));
        }

        private String text() {
            Duration whole = quiet.plus(more);
            return whole.toMillis() % 1000 == 0 ? whole.toSeconds() + " s" : whole.toMillis() + " ms";
        }
    }

    /// What became of a greeting.
    sealed interface Greeted {
        record Answers(String where) implements Greeted {}

        /// Nobody is there, or nobody who may be spoken to.
        record Absent(String why) implements Greeted {}

        /// Somebody has said where, but in words that can't be followed: a context that isn't there, a way by SSH.
        record Unfollowed(String why) implements Greeted {}

        /// Somebody is there, but does not answer in time.
        record Silent(String why) implements Greeted {}
    }

    /// What became of a question that may go unanswered.
    sealed interface Asked {
        record Answered(boolean hasAny, String where) implements Asked {}

        record Unanswered(String why) implements Asked {}
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
            DockerDaemon daemon = near();
            Thread thread = Thread.ofPlatform().daemon().name("greeting").unstarted(() -> greetAhead(daemon));
            greeting = thread;
            thread.start();
        } catch (ProblemException toldWhenNeeded) {
            near = null;
        }
    }

    private void greetAhead(DockerDaemon daemon) {
        try {
            greet(daemon);
        } catch (DockerException toldWhenNeeded) {
            missed = toldWhenNeeded;
        } catch (IOException askedAgainWhenNeeded) {
            return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whoever waits for a daemon that takes its time is told so, once.
    private void greet(DockerDaemon daemon) throws IOException, InterruptedException {
        try {
            daemon.version(patience.quiet());
        } catch (DockerException failure) {
            if (!isSlow(failure.problem())) {
                throw failure;
            }
            surroundings
                    .err()
                    .println("Waiting for the Docker daemon at "
                            + daemon.endpoint().text() + ", which takes its time");
            surroundings.err().flush();
            daemon.version(patience.more());
        }
    }

    private static boolean isSlow(Problem problem) {
        return problem.code().equals("docker.slow");
    }

    Greeted greeted() throws InterruptedException {
        try {
            if (isNowhere(endpoint())) {
                return new Greeted.Absent("no Docker daemon at " + endpoint().text() + ": there is no such socket");
            }
            DockerDaemon daemon = near();
            Thread ahead = greeting;
            if (ahead != null) {
                ahead.join();
            }
            DockerException failure = missed;
            if (failure != null) {
                throw failure;
            }
            greet(daemon);
            return new Greeted.Answers(daemon.endpoint().text());
        } catch (ProblemException unfollowed) {
            return new Greeted.Unfollowed(unfollowed.problems().getFirst().message());
        } catch (DockerException failure) {
            return isSlow(failure.problem())
                    ? new Greeted.Silent(
                            "the Docker daemon at " + endpoint().text() + " says nothing for " + patience.text())
                    : failed(failure.problem());
        } catch (IOException failure) {
            return new Greeted.Absent(String.valueOf(failure.getMessage()));
        }
    }

    /// Seen without setting up the JVM's sockets.
    private static boolean isNowhere(DockerEndpoint endpoint) {
        return endpoint.address() instanceof DockerEndpoint.Address.Socket(Path path) && Files.notExists(path);
    }

    private static Greeted failed(Problem problem) {
        return problem.code().equals("docker.gone")
                ? new Greeted.Silent(problem.message())
                : new Greeted.Absent(problem.message());
    }

    /// For whoever does not wait for one that takes its time.
    boolean greetsAtOnce() throws InterruptedException {
        try {
            if (isNowhere(endpoint())) {
                return false;
            }
            near().version(patience.quiet());
            return true;
        } catch (ProblemException | IOException unanswered) {
            return false;
        }
    }

    /// Whether it has any of this project.
    Asked containersOf(ProjectName project) throws InterruptedException {
        return switch (greeted()) {
            case Greeted.Absent(String why) -> new Asked.Unanswered(why);
            case Greeted.Silent(String why) -> new Asked.Unanswered(why);
            case Greeted.Unfollowed(String why) -> new Asked.Unanswered(why);
            case Greeted.Answers(String where) -> {
                try {
                    yield new Asked.Answered(
                            DockerEngine.hasContainers(
                                    near(), project, patience.quiet().plus(patience.more())),
                            where);
                } catch (DockerException unanswered) {
                    yield new Asked.Unanswered(unanswered.problem().message());
                } catch (IOException unanswered) {
                    yield new Asked.Unanswered(String.valueOf(unanswered.getMessage()));
                }
            }
        };
    }

    /// For one engine, which closes it.
    DockerDaemon daemon() {
        DockerDaemon daemon = near();
        greeting = null;
        missed = null;
        return daemon.lent();
    }

    private DockerDaemon near() {
        DockerDaemon known = near;
        if (known == null) {
            known = new DockerDaemon(endpoint());
            near = known;
        }
        return known;
    }

    @Override
    public void close() {
        if (near != null) {
            near.close();
        }
    }
}
