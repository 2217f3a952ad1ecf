package dev.hauban.stack;

import java.util.Optional;

/// What `x-hauban` at the top of a Compose file says, apart from groups.
///
/// @param engine which engine runs this stack unless the command line says otherwise
/// @param keepOrder whether Hauban, rather than the engine, brings services back in order after a restart of the
/// machine
/// @param restartUnhealthy whether a service that stays unhealthy is restarted
/// @param backup what is copied by `hauban backup`, and where it is kept
public record StackExtension(Optional<String> engine, boolean keepOrder, boolean restartUnhealthy, BackupWish backup) {
    public static StackExtension none() {
        return new StackExtension(Optional.empty(), false, false, BackupWish.none());
    }
}
