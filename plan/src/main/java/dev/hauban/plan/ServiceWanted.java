package dev.hauban.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What somebody asked of one service.
///
/// @param replicas how many instances, when it is to run
/// @param askedAt when it was asked: an instance that ended by itself before is started again, one that ended after
///     is left to its restart policy
/// @param until from when on the one who asked is content
/// @param waitsForDependencies false for `--no-deps`
/// @param recreateOlderThan instances created before are made anew
/// @param restartOlderThan instances started before are restarted
/// @param grace instead of the stack's own
public record ServiceWanted(
        Goal goal,
        int replicas,
        Instant askedAt,
        Until until,
        boolean waitsForDependencies,
        Optional<Instant> recreateOlderThan,
        Optional<Instant> restartOlderThan,
        Optional<Duration> grace) {

    /// What is to become of the service.
    public enum Goal {
        RUNNING,
        /// The instances that there are run; none is made.
        RESUMED,
        /// Its instances stay, but none runs.
        STOPPED,
        /// No instance is left.
        REMOVED
    }

    /// From when on the one who asked is content.
    public enum Until {
        STARTED,
        /// Healthy by its own test; without a test: running. A one-shot: ended with 0.
        READY
    }

    /// Whether it is to run at all.
    public boolean isToRun() {
        return goal == Goal.RUNNING || goal == Goal.RESUMED;
    }

    /// The same wish with another goal, asked now.
    ServiceWanted towards(Goal newGoal, Instant now, Optional<Duration> newGrace) {
        return new ServiceWanted(
                newGoal,
                replicas,
                now,
                Until.STARTED,
                waitsForDependencies,
                Optional.empty(),
                Optional.empty(),
                newGrace);
    }

    /// The same wish, but nobody has asked since anything ran.
    ServiceWanted askedLongAgo() {
        return new ServiceWanted(
                goal, replicas, Instant.EPOCH, until, waitsForDependencies, recreateOlderThan, restartOlderThan, grace);
    }

    static ServiceWanted first(Goal goal, int replicas, Instant now) {
        return new ServiceWanted(
                goal, replicas, now, Until.STARTED, true, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
