package dev.hauban.standin.mongo.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/// What the shell finds around itself.
///
/// @param exit ends the program at once, whatever is under way
/// @param isTerminal whether a person types
public record Surroundings(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        IntConsumer exit,
        boolean isTerminal) {
    /// The socket of a server that is being initialized: its init scripts mean that one where they name the usual
    /// address.
    private static final String INITIAL = "HAUBAN_MONGO_SOCKET";

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    Optional<String> initial() {
        return Optional.ofNullable(environment.get(INITIAL)).filter(socket -> !socket.isEmpty());
    }
}
