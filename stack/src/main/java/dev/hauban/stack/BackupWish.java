package dev.hauban.stack;

import java.util.List;
import java.util.Optional;

/// What `x-hauban.backup` says.
///
/// @param path where sets are kept, as it is written; `backups` beside the files where nothing is said
/// @param leaveOut services, volumes and folders (as `./logs`) that are not copied unless they are asked for
/// @param keep which sets are kept
/// @param encryptFor public keys of age's for which sets are encrypted; none means that they are not
public record BackupWish(Optional<String> path, List<String> leaveOut, Keep keep, List<String> encryptFor) {
    public BackupWish {
        leaveOut = List.copyOf(leaveOut);
        encryptFor = List.copyOf(encryptFor);
    }

    public static BackupWish none() {
        return new BackupWish(Optional.empty(), List.of(), Keep.everything(), List.of());
    }

    /// How many sets are kept: the last ones, and one of each of the last days, weeks and months.
    public record Keep(int last, int daily, int weekly, int monthly) {
        public Keep {
            if (last < 0 || daily < 0 || weekly < 0 || monthly < 0) {
                throw new IllegalArgumentException("sets that are kept are not negative");
            }
        }

        /// Nobody has said that any may go.
        public static Keep everything() {
            return new Keep(0, 0, 0, 0);
        }

        public boolean isEverything() {
            return equals(everything());
        }
    }
}
