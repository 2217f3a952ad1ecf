package dev.hauban.plan;

import dev.hauban.stack.ServiceName;
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
/// @param freshness which of what is there is made anew
/// @param restartOlderThan instances started before are restarted
/// @param grace instead of the stack's own
public record ServiceWanted(
        Goal goal,
        int replicas,
        Instant askedAt,
        Until until,
        boolean waitsForDependencies,
        Freshness freshness,
        Optional<Instant> restartOlderThan,
        Optional<Duration> grace) {

    /// What is to become of the service.
    public enum Goal {
        RUNNING,
        /// The instances that there are run; none is made.
        RESUMED,
        /// Its instances are there; none is started for it, and what runs goes on.
        MADE,
        /// Its instances stay, but none runs.
        STOPPED,
        /// No instance is left.
        REMOVED
    }

    /// Which of what is there is made anew.
    ///
    /// @param isAnyFresh instances stay, even where the service is another one now
    /// @param renewsVolumes a new instance begins without the anonymous volumes of the one before
    /// @param recreateOlderThan instances created before are made anew
    /// @param prepareOlderThan programs or images that were looked after before are looked after again
    public record Freshness(
            boolean isAnyFresh,
            boolean renewsVolumes,
            Optional<Instant> recreateOlderThan,
            Optional<Instant> prepareOlderThan) {
        private static final Freshness USUAL = new Freshness(false, false, Optional.empty(), Optional.empty());

        /// What is no longer what the service says is made anew.
        public static Freshness usual() {
            return USUAL;
        }

        static Freshness of(Request.Renewal renewal, Request.Recreation recreation, ServiceName name, Instant now) {
            return new Freshness(
                    recreation == Request.Recreation.NEVER,
                    renewal.volumes(),
                    recreation == Request.Recreation.ALWAYS ? Optional.of(now) : Optional.empty(),
                    renewal.programs().contains(name) ? Optional.of(now) : Optional.empty());
        }
    }

    /// From when on the one who asked is content.
    public enum Until {
        /// Made. Nothing is started: the goal is [Goal#MADE] then.
        MADE,
        STARTED,
        /// Healthy by its own test; without a test: running. A one-shot: ended with 0.
        READY
    }

    /// Whether it is to run at all.
    public boolean isToRun() {
        return goal == Goal.RUNNING || goal == Goal.RESUMED;
    }

    /// Whether it is to have instances at all, running or not, as they were asked for.
    public boolean isToBeThere() {
        return isToRun() || goal == Goal.MADE;
    }

    /// How many instances there are to be follows from the wish, not from what there is.
    boolean isToBeMade() {
        return goal == Goal.RUNNING || goal == Goal.MADE;
    }

    /// Whether what is to become of the service is the same.
    boolean asksNoMoreThan(ServiceWanted known) {
        return goal == known.goal
                && replicas == known.replicas
                && waitsForDependencies == known.waitsForDependencies
                && freshness.equals(known.freshness)
                && restartOlderThan.equals(known.restartOlderThan)
                && grace.equals(known.grace);
    }

    /// The same wish with another goal, asked now.
    ServiceWanted towards(Goal newGoal, Instant now, Optional<Duration> newGrace) {
        return new ServiceWanted(
                newGoal,
                replicas,
                now,
                Until.STARTED,
                waitsForDependencies,
                Freshness.usual(),
                Optional.empty(),
                newGrace);
    }

    /// The same wish, but nobody has asked since anything ran.
    ServiceWanted askedLongAgo() {
        return new ServiceWanted(
                goal, replicas, Instant.EPOCH, until, waitsForDependencies, freshness, restartOlderThan, grace);
    }

    static ServiceWanted first(Goal goal, int replicas, Instant now) {
        return new ServiceWanted(
                goal, replicas, now, Until.STARTED, true, Freshness.usual(), Optional.empty(), Optional.empty());
    }
}
