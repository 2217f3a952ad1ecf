package dev.hauban.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is remembered of one instance.
///
/// @param restarts how often it was started again by its restart policy since somebody last asked for it
/// @param shortRuns how often in a row it ended by itself before it had run for ten seconds
/// @param isStopping whether its present or last end is our doing
/// @param lastExit when it last ended, so that no end is counted twice
/// @param probes of its present run
public record InstanceMemory(
        int restarts, int shortRuns, boolean isStopping, Optional<Instant> lastExit, Probes probes) {

    /// A run of at least this long makes the back-off begin anew. Source: Docker Engine's restart manager.
    static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    /// The health checks of one run.
    ///
    /// @param attempts how many tests have ended
    /// @param hasPassed whether one has passed
    /// @param failuresInARow since the last one that passed
    /// @param first when the first one began: an instance that was met while it ran gets the same patience
    /// @param begun when the last one began
    /// @param ended when the last one ended
    /// @param output the last one's
    public record Probes(
            int attempts,
            boolean hasPassed,
            int failuresInARow,
            Optional<Instant> first,
            Optional<Instant> begun,
            Optional<Instant> ended,
            String output) {
        static Probes none() {
            return new Probes(0, false, 0, Optional.empty(), Optional.empty(), Optional.empty(), "");
        }

        Duration took() {
            return begun.isPresent() && ended.isPresent() && ended.get().isAfter(begun.get())
                    ? Duration.between(begun.get(), ended.get())
                    : Duration.ZERO;
        }
    }

    static InstanceMemory fresh() {
        return new InstanceMemory(0, 0, false, Optional.empty(), Probes.none());
    }

    InstanceMemory askedAgain() {
        return new InstanceMemory(0, 0, isStopping, lastExit, probes);
    }

    InstanceMemory stopping() {
        return new InstanceMemory(restarts, shortRuns, true, lastExit, probes);
    }

    /// A start after an end of its own counts as a restart.
    InstanceMemory starting(Instant at) {
        boolean isRestart = shortRuns > 0;
        return new InstanceMemory(isRestart ? restarts + 1 : restarts, shortRuns, false, lastExit, Probes.none());
    }

    InstanceMemory exited(Instance.Phase.Exited exited) {
        if (isStopping) {
            return new InstanceMemory(restarts, shortRuns, true, Optional.of(exited.at()), Probes.none());
        }
        boolean ranLong = Duration.between(exited.since(), exited.at()).compareTo(LONG_ENOUGH) >= 0;
        return new InstanceMemory(
                restarts, ranLong ? 1 : shortRuns + 1, false, Optional.of(exited.at()), Probes.none());
    }

    boolean hasSeen(Instance.Phase.Exited exited) {
        return lastExit.equals(Optional.of(exited.at()));
    }

    InstanceMemory probing(Instant at) {
        Probes begun = new Probes(
                probes.attempts,
                probes.hasPassed,
                probes.failuresInARow,
                probes.first.or(() -> Optional.of(at)),
                Optional.of(at),
                probes.ended,
                probes.output);
        return new InstanceMemory(restarts, shortRuns, isStopping, lastExit, begun);
    }

    InstanceMemory passed() {
        Probes passed = new Probes(0, true, 0, Optional.empty(), Optional.empty(), Optional.empty(), "");
        return new InstanceMemory(restarts, shortRuns, isStopping, lastExit, passed);
    }

    InstanceMemory probed(ProbeResult result, Instant at) {
        boolean passed = result instanceof ProbeResult.Passed;
        Probes after = new Probes(
                probes.attempts + 1,
                probes.hasPassed || passed,
                passed ? 0 : probes.failuresInARow + 1,
                probes.first,
                probes.begun,
                Optional.of(at),
                result.output());
        return new InstanceMemory(restarts, shortRuns, isStopping, lastExit, after);
    }
}
