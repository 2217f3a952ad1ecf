package dev.hauban.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// What the program finds around itself.
///
/// @param directory where the user stands
/// @param out for answers
/// @param err for problems and progress
public record Surroundings(
        Map<String, String> environment,
        Path directory,
        PrintStream out,
        PrintStream err,
        InstantSource clock,
        Terminal terminal) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /// The variable's value, or empty; a variable set to nothing counts as not set.
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
