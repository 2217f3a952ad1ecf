package dev.hauban.api;

import dev.hauban.stack.ProjectName;
import java.nio.file.Path;

/// A project as the operator is told of it.
///
/// @param state the project's state folder, absolute
/// @param engine the name of the engine on which it runs, or is to run
public record Project(ProjectName name, Path state, String engine) {
    public Project {
        if (!state.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + state);
        }
    }
}
