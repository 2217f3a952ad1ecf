package dev.hauban.compose;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Stack;
import java.nio.file.Path;
import java.util.List;

/// What came of reading Compose files.
public sealed interface Reading {
    /// The files are right.
    ///
    /// @param warnings what is worth knowing; no errors
    record Read(Stack stack, CanonicalDocument document, Origin origin, List<Problem> warnings) implements Reading {}

    /// Everything that is wrong in the files, in their order, and what else is worth knowing.
    record Refused(List<Problem> problems) implements Reading {}

    /// Where a stack was read from.
    ///
    /// @param folder the project's folder
    /// @param files the Compose files, absolute; the standard input is `-`
    /// @param environmentFiles the `.env` files whose variables were used
    record Origin(Path folder, List<String> files, List<Path> environmentFiles) {}
}
