package dev.hauban.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a stack was read from.
///
/// @param directory the project's folder; absent where nothing was read
/// @param files the Compose files, absolute; the standard input is `-`
/// @param environmentFiles the files whose variables were used, such as `.env`; they are there
/// @param namesEnvironmentFiles whether these were asked for, rather than found beside the Compose files
public record Origin(
        Optional<Path> directory, List<String> files, List<Path> environmentFiles, boolean namesEnvironmentFiles) {
    public Origin {
        files = List.copyOf(files);
        environmentFiles = List.copyOf(environmentFiles);
    }

    /// Of a stack that was not read from files.
    public static Origin none() {
        return new Origin(Optional.empty(), List.of(), List.of(), false);
    }
}
