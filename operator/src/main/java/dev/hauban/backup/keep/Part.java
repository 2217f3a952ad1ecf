package dev.hauban.backup.keep;

import dev.hauban.backup.content.Holdings;
import dev.hauban.catalog.Copying;
import java.time.Duration;

/// One copy in a set.
///
/// @param tool what made it, with its version
/// @param bytes how long it is when it is no longer compressed
/// @param holdings what passed when it was written
/// @param took how long that was
public record Part(
        Subject subject,
        Copying.Form form,
        String tool,
        StoredFile file,
        long bytes,
        Holdings holdings,
        Duration took) {
    /// How many rows or files it holds.
    public long count() {
        return holdings.count();
    }
}
