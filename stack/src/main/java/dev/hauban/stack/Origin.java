package dev.hauban.stack;

import java.nio.file.Path;
import java.util.List;

/// Where a stack was read from.
///
/// @param directory the project's folder; empty where nothing was read
/// @param files the Compose files, absolute; the standard input is `-`
/// @param environmentFiles the files whose variables were used, such as `.env`; they are there
public record Origin(Path directory, List<String> files, List<Path> environmentFiles) {
    public Origin {
        files = List.copyOf(files);
        environmentFiles = List.copyOf(environmentFiles);
    }

    /// Of a stack that was not read from files.
    public static Origin none() {
        return new Origin(Path.of(""), List.of(), List.of());
    }
}
