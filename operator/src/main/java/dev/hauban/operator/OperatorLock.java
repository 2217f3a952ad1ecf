package dev.hauban.operator;

import dev.hauban.api.LastOperator;
import dev.hauban.api.OperatorPlaces;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;

/// The right to be the user's operator.
final class OperatorLock implements AutoCloseable {
    private final Hold hold;

    private OperatorLock(Hold hold) {
        this.hold = hold;
    }

    /// @param patience how long to wait for an operator that is about to end
    /// @throws ProblemException if another one keeps it
    static OperatorLock take(OperatorPlaces places, Duration patience) throws IOException, InterruptedException {
        String holder = LastOperator.holder(ProcessHandle.current().pid(), places.socket());
        var hold = Hold.take(places.lock(), holder, patience);
        if (hold.isEmpty()) {
            throw held(places);
        }
        return new OperatorLock(hold.get());
    }

    @Override
    public void close() throws IOException {
        hold.close();
    }

    private static ProblemException held(OperatorPlaces places) throws IOException {
        return new ProblemException(Problem.error(
                        "operator.already-there",
                        Actor.MACHINE,
                        "there is an operator already: " + Hold.holder(places.lock()))
                .remedy("`hauban operator stop` ends it; services go on running."));
    }
}
