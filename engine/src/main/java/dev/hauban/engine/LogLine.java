package dev.hauban.engine;

import dev.hauban.plan.InstanceId;
import java.time.Instant;

/// One line that a service wrote, without its line end.
public record LogLine(InstanceId instance, Instant at, Source source, String text) {
    /// Where a line came from.
    public enum Source {
        OUTPUT,
        ERROR,
        /// Hauban's own word in a service's log: `12 lines lost: no space left on device`.
        HAUBAN
    }
}
