package dev.hauban.engine.docker.wire;

import dev.hauban.problem.Explained;
import dev.hauban.problem.Problem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What was asked of a daemon did not happen, or nobody knows whether it did. The problem says it to a person.
public abstract sealed class DockerException extends IOException implements Explained
        permits DockerTrouble, DockerRefusal {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    DockerException(Problem problem, @Nullable Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    @Override
    public Problem problem() {
        return problem;
    }
}
