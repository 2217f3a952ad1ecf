package dev.hauban.engine.docker;

import dev.hauban.engine.docker.wire.DockerException;
import dev.hauban.problem.ProblemException;
import java.io.IOException;

/// What a daemon has against something is a problem of whoever asked for it.
final class Told {
    private Told() {}

    interface Question<A> {
        A ask() throws IOException, InterruptedException;
    }

    interface Doing {
        void carryOut() throws IOException, InterruptedException;
    }

    /// @throws ProblemException with the daemon's reason
    static <A> A answer(Question<A> question) throws IOException, InterruptedException {
        try {
            return question.ask();
        } catch (DockerException failure) {
            throw of(failure);
        }
    }

    /// @throws ProblemException with the daemon's reason
    static void done(Doing doing) throws IOException, InterruptedException {
        answer(() -> {
            doing.carryOut();
            return true;
        });
    }

    static ProblemException of(DockerException failure) {
        return new ProblemException(failure.problem(), failure);
    }
}
