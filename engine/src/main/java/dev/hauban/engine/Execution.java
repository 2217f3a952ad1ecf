package dev.hauban.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command to run inside a running instance.
///
/// @param environment on top of the instance's own
/// @param terminal whether to give it the caller's terminal
public record Execution(
        List<String> command,
        Map<String, String> environment,
        Optional<String> workingDirectory,
        Optional<String> user,
        boolean terminal) {
    public Execution {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
    }
}
