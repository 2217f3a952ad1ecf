package dev.hauban.engine;

import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Which lines of which services' output.
///
/// @param services empty means all
/// @param tail only that many last lines of each instance
/// @param since only lines from then on
/// @param until only lines before
public record LogQuery(
        Set<ServiceName> services,
        boolean isFollowing,
        OptionalInt tail,
        Optional<Instant> since,
        Optional<Instant> until) {
    public LogQuery {
        services = Set.copyOf(services);
    }
}
