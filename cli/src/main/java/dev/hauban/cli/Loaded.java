package dev.hauban.cli;

import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.util.List;

/// A stack that was read.
///
/// @param notes what is worth knowing; no errors
public record Loaded(Stack stack, List<Problem> notes) {
    public Loaded {
        notes = List.copyOf(notes);
    }

    /// The project's folder.
    public Path directory() {
        return stack.origin().directory().orElseThrow(() -> new DefectException("a stack that was read has a folder"));
    }

    /// Files whose variables were used, such as `.env`; they are there.
    public List<Path> environmentFiles() {
        return stack.origin().environmentFiles();
    }
}
