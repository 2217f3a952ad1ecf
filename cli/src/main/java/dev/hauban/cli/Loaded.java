package dev.hauban.cli;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.util.List;

/// A stack that was read, and where from.
///
/// @param directory the project's folder
/// @param notes what is worth knowing; no errors
/// @param environmentFiles files whose variables were used, such as `.env`; they are there
public record Loaded(Stack stack, Path directory, List<Problem> notes, List<Path> environmentFiles) {
    public Loaded {
        notes = List.copyOf(notes);
        environmentFiles = List.copyOf(environmentFiles);
    }
}
