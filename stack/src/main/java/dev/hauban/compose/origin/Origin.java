package dev.hauban.compose.origin;

import dev.hauban.problem.Place;
import java.util.List;
import java.util.Optional;

/// Where a value of the canonical document comes from.
public sealed interface Origin {
    /// It is written in a Compose file, though perhaps in another form, or filled in.
    ///
    /// @param variables that the text there names, in their order
    record Written(Place place, List<String> variables) implements Origin {
        public Written {
            variables = List.copyOf(variables);
        }
    }

    /// A Compose file has the name of a variable alone, and the value is the variable's.
    record Taken(Place place, String variable) implements Origin {}

    /// A file that the service names gives it: env_file or label_file.
    ///
    /// @param named where the service names the file
    record Folded(Place place, Optional<Place> named) implements Origin {}

    /// No file says it: it is what Docker Compose means where nothing is said.
    record Default() implements Origin {}

    /// No file says it in these words: it follows from others of the service, such as `links` or `network_mode`.
    record Implied(Place from) implements Origin {}

    /// The project's name, given by an option.
    record Option(String name) implements Origin {}

    /// The project's name, given by a variable.
    record Variable(String name) implements Origin {}

    /// The project's name, made from the name of the folder.
    record Folder() implements Origin {}
}
