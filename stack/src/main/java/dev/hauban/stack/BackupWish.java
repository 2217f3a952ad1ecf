package dev.hauban.stack;

import java.util.List;
import java.util.Optional;

/// What `x-hauban.backup` says.
///
/// @param path where sets are kept, as it is written; `backups` beside the files where nothing is said
/// @param leaveOut services, volumes and folders (as `./logs`) that are not copied unless they are asked for
public record BackupWish(Optional<String> path, List<String> leaveOut) {
    public BackupWish {
        leaveOut = List.copyOf(leaveOut);
    }

    public static BackupWish none() {
        return new BackupWish(Optional.empty(), List.of());
    }
}
