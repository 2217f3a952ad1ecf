package dev.hauban.engine;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;

/// How an engine refuses what it has no true way to do.
final class Incapable {
    private Incapable() {}

    /// @param engine its name
    /// @param what it would have to do: `pause a service`
    static ProblemException of(String engine, String what) {
        return new ProblemException(
                Problem.error("engine.not-by-hand", Actor.MACHINE, "the " + engine + " engine can't " + what)
                        .remedy("On Docker it can be had: --engine docker."));
    }
}
