package dev.hauban.compose.load;

import java.util.List;
import java.util.Map;

/// The files of a project, found.
///
/// @param paths absolute, in the order in which they are laid over each other; `-` is the standard input
/// @param folder the project's folder
/// @param environment the process's variables and, behind them, those of the `.env` files
/// @param environmentFiles the `.env` files that were read
public record Files(
        List<String> paths, String folder, Map<String, String> environment, EnvironmentFiles environmentFiles) {

    /// @param paths absolute
    /// @param areNamed whether they were asked for, rather than found beside the Compose files
    public record EnvironmentFiles(List<String> paths, boolean areNamed) {}
}
