package dev.hauban.operator;

import dev.hauban.api.Project;
import dev.hauban.engine.Engine;
import dev.hauban.problem.ProblemException;

/// Where the operator gets the engine of a project from.
public interface Engines {
    /// An engine for one project; whoever opened it closes it.
    ///
    /// @throws ProblemException if this program has no engine of that name, or it can't be reached
    Engine open(Project project);
}
