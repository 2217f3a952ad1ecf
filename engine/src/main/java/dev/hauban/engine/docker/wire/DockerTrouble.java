package dev.hauban.engine.docker.wire;

import dev.hauban.problem.Problem;
import org.jspecify.annotations.Nullable;

/// No usable answer: the daemon is not there, does not let us in, is too slow, went away or speaks something else.
/// Whether the daemon has done what it was asked for is not known.
public final class DockerTrouble extends DockerException {
    private static final long serialVersionUID = 1L;

    DockerTrouble(Problem problem) {
        super(problem, null);
    }

    DockerTrouble(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    /// Whether the connection broke, and not only our patience.
    boolean isGone() {
        return problem().code().equals("docker.gone");
    }
}
