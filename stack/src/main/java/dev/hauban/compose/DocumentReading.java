package dev.hauban.compose;

import dev.hauban.problem.Problem;
import java.util.List;

/// What came of reading Compose files for their canonical form alone.
public sealed interface DocumentReading {
    /// @param warnings what is worth knowing; no errors
    record Read(CanonicalDocument document, List<Problem> warnings) implements DocumentReading {}

    /// Everything that is wrong in the files, in their order, and what else is worth knowing.
    record Refused(List<Problem> problems) implements DocumentReading {}
}
