package dev.hauban.backup.keep;

import java.time.Instant;
import java.util.List;

/// What is known of a set: whether it can be restored.
public sealed interface Proof {
    /// It was restored, and held what was copied.
    record Verified(Instant at) implements Proof {}

    /// Nobody has tried.
    ///
    /// @param why not
    record Unverified(String why) implements Proof {}

    /// It was tried, and it is not so, or it could not be carried out.
    record Failed(Instant at, List<String> why) implements Proof {
        public Failed {
            why = List.copyOf(why);
        }
    }
}
