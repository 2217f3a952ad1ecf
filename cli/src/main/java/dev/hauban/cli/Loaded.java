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
/// @param document the resolved files as text
public record Loaded(Stack stack, Path directory, List<Problem> notes, List<Path> environmentFiles, Document document) {
    public Loaded {
        notes = List.copyOf(notes);
        environmentFiles = List.copyOf(environmentFiles);
    }

    /// The resolved files in the forms that `config` prints.
    public interface Document {
        String yaml();

        String json();

        /// Every profile that the files name.
        List<String> profiles();

        /// `NAME=value` of everything that was there to be filled in.
        List<String> variables();
    }
}
