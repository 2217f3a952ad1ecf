package dev.hauban.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where an operator and its clients meet. There is one operator per user and machine, so every program of one user
/// has to find the same places.
///
/// @param runtime holds the socket; may vanish with the user's last session
/// @param state holds what outlives a reboot: the lock, the register of projects, the operator's own log
public record OperatorPlaces(Path runtime, Path state) {

    /// `HAUBAN_RUNTIME_DIR` and `HAUBAN_STATE_DIR` if they are set; else, for root, `/run/hauban` and
    /// `/var/lib/hauban`; else `$XDG_RUNTIME_DIR/hauban` and `$XDG_STATE_HOME/hauban` with their usual substitutes.
    public static OperatorPlaces of(Map<String, String> environment, String user, Path home) {
        Path state = path(environment, "HAUBAN_STATE_DIR").orElseGet(() -> state(environment, user, home));
        Path runtime = path(environment, "HAUBAN_RUNTIME_DIR").orElseGet(() -> runtime(environment, user, state));
        return new OperatorPlaces(runtime, state);
    }

    public Path socket() {
        return runtime.resolve("operator.sock");
    }

    /// Held by the operator for as long as it lives; says who holds it and where it listens.
    public Path lock() {
        return state.resolve("operator.lock");
    }

    public Path log() {
        return state.resolve("operator.log");
    }

    /// All projects of this user that an operator looks after.
    public Path register() {
        return state.resolve("projects.json");
    }

    /// Held by a client while it starts an operator.
    Path starting() {
        return state.resolve("operator.starting");
    }

    private static Path state(Map<String, String> environment, String user, Path home) {
        if (user.equals("root")) {
            return Path.of("/var/lib/hauban");
        }
        return path(environment, "XDG_STATE_HOME")
                .orElse(home.resolve(".local/state"))
                .resolve("hauban");
    }

    private static Path runtime(Map<String, String> environment, String user, Path state) {
        if (user.equals("root")) {
            return Path.of("/run/hauban");
        }
        // After `su`, the variable may still name another user's folder.
        return path(environment, "XDG_RUNTIME_DIR")
                .filter(OperatorPlaces::isOwn)
                .map(folder -> folder.resolve("hauban"))
                .orElse(state);
    }

    private static boolean isOwn(Path folder) {
        try {
            return Files.isDirectory(folder) && Files.getOwner(folder).equals(Peer.ownUser());
        } catch (IOException unreadable) {
            return false;
        }
    }

    /// Source: XDG Base Directory Specification: a path that is not absolute is to be ignored.
    private static Optional<Path> path(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return value.startsWith("/") ? Optional.of(Path.of(value)) : Optional.empty();
    }
}
