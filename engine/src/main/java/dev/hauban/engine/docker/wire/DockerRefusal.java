package dev.hauban.engine.docker.wire;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;

/// The daemon answered, and its answer is that it will not or can't.
public final class DockerRefusal extends DockerException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    DockerRefusal(int status, String reason) {
        super(problem(status, reason), null);
        this.status = status;
        this.reason = reason;
    }

    /// The HTTP status: 400 what was asked makes no sense, 404 no such thing, 409 it is in the way of something else,
    /// 500 the daemon's own trouble.
    public int status() {
        return status;
    }

    /// In the daemon's words.
    public String reason() {
        return reason;
    }

    public boolean isNotFound() {
        return status == 404;
    }

    public boolean isConflict() {
        return status == 409;
    }

    private static Problem problem(int status, String reason) {
        if (isDiskFull(reason)) {
            return diskFull(reason);
        }
        return Problem.error(
                "docker.refused", status < 500 ? Actor.AUTHOR : Actor.MACHINE, "the Docker daemon refuses: " + reason);
    }

    /// Whether the daemon's words, wherever it says them, mean that it has no space left.
    public static boolean isDiskFull(String reason) {
        return reason.contains("no space left on device");
    }

    public static Problem diskFull(String reason) {
        return Problem.error("docker.disk-full", Actor.MACHINE, "the Docker daemon's disk is full: " + reason)
                .remedy("See what takes the space: docker system df. Free it: docker system prune, which asks first.");
    }
}
