package dev.hauban.compose;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.util.List;

/// What came of reading Compose files.
public sealed interface Reading {
    /// The files are right.
    ///
    /// @param warnings what is worth knowing; no errors
    record Read(Stack stack, CanonicalDocument document, List<Problem> warnings) implements Reading {}

    /// Everything that is wrong in the files, in their order, and what else is worth knowing.
    record Refused(List<Problem> problems) implements Reading {}
}
