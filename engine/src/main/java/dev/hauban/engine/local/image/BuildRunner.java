package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs a Dockerfile's RUN line. The local engine gives one, because it knows how to make container paths appear.
@FunctionalInterface
public interface BuildRunner {
    /// Runs a command to its end.
    ///
    /// @param output gets every line of output and error, in order
    /// @return its exit code
    int run(Command command, Consumer<String> output) throws IOException, InterruptedException;

    /// @param root the stage's own tree on the host: what the command writes at a path that is in `pieces` lands in
    /// here; writes to any other path should too, where the machine allows
    /// @param pieces what has to appear at container paths
    /// @param environment complete, PATH included
    /// @param identity who runs it, where the engine may choose; absent means root
    record Command(
            List<String> words,
            Map<String, String> environment,
            String workingDirectory,
            Path root,
            List<Piece> pieces,
            Optional<Identity> identity) {
        public Command {
            words = List.copyOf(words);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
            pieces = List.copyOf(pieces);
        }
    }

    /// As `USER` says it.
    record Identity(int uid, int gid) {}
}
