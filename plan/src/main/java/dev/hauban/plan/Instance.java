package dev.hauban.plan;

import dev.hauban.stack.HealthCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One copy of a service as an engine sees it.
///
/// @param hash the service's config hash when the instance was made
/// @param health what the engine itself knows, when it runs tests of its own
/// @param imageCheck the health check that its image brings; it counts where the file says nothing
/// @param ties what it was made with and still has
/// @param details for people; no decision rests on them
public record Instance(
        InstanceId id,
        Phase phase,
        String hash,
        Instant createdAt,
        Optional<Health> health,
        Optional<HealthCheck> imageCheck,
        Ties ties,
        Details details) {

    /// One of which nothing speaks against what it was made with.
    public Instance(
            InstanceId id,
            Phase phase,
            String hash,
            Instant createdAt,
            Optional<Health> health,
            Optional<HealthCheck> imageCheck,
            Details details) {
        this(id, phase, hash, createdAt, health, imageCheck, Ties.unknown(), details);
    }

    /// Where in its life an instance is.
    public sealed interface Phase {
        record Created() implements Phase {}

        record Running(Instant since) implements Phase {}

        record Paused(Instant since) implements Phase {}

        /// It has ended, and its engine is about to start it again by itself.
        ///
        /// @param code the exit code of the run before, which lasted from `since` until `at`
        /// @param restarts how often its engine has started it again by itself so far
        record Restarting(int code, Instant since, Instant at, int restarts) implements Phase {}

        /// @param code the exit code; 128 + n after signal n
        record Exited(int code, Instant since, Instant at) implements Phase {}
    }

    /// It has processes: it must be stopped before it can be taken away.
    public boolean isUp() {
        return switch (phase) {
            case Phase.Running _, Phase.Paused _, Phase.Restarting _ -> true;
            case Phase.Created _, Phase.Exited _ -> false;
        };
    }

    public boolean isRunning() {
        return phase instanceof Phase.Running;
    }

    /// How its last run ended, whether or not another one is to follow; empty while it runs.
    public Optional<Phase.Exited> lastEnd() {
        return switch (phase) {
            case Phase.Exited exited -> Optional.of(exited);
            case Phase.Restarting(int code, Instant since, Instant at, int _) ->
                Optional.of(new Phase.Exited(code, since, at.isBefore(since) ? since : at));
            case Phase.Created _, Phase.Running _, Phase.Paused _ -> Optional.empty();
        };
    }

    /// @param name full name, such as `shop-web-1`
    /// @param mainProcess the process id, while it runs as a process of this machine
    public record Details(
            String name, String image, String command, List<Publisher> publishers, Optional<Long> mainProcess) {
        public Details {
            publishers = List.copyOf(publishers);
        }
    }

    /// A port that is really published. `published` 0 means: not published.
    public record Publisher(String hostAddress, int target, int published, String protocol) {}
}
