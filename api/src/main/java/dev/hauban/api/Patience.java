package dev.hauban.api;

import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.time.Duration;
import java.util.function.Supplier;

/// Waiting for something that nobody announces: short pauses that grow, up to a limit.
final class Patience {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Duration limit;
    private final long begun = System.nanoTime();
    private Duration pause = Duration.ofMillis(4);

    Patience(Duration limit) {
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /// @throws ProblemException when the limit is over
    void pause(Supplier<Problem> otherwise) throws InterruptedException {
        if (System.nanoTime() - begun > limit.toNanos()) {
            throw new ProblemException(otherwise.get());
        }
        Thread.sleep(pause);
        Duration longer = pause.multipliedBy(3).dividedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
