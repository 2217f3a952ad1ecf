package dev.hauban.engine.local.image;

import java.util.List;

/// A call, out of a RUN line, of a command that only prepares a container. It was written down instead of carried out.
///
/// @param folder the working directory, as the stage sees it
/// @param words the first is the program
record Deed(String folder, List<String> words) {
    Deed {
        words = List.copyOf(words);
    }
}
