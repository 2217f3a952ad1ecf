package dev.hauban.engine;

import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Which happenings.
///
/// @param services empty means all
/// @param since also those from then on that are known; else only what happens from now on
/// @param until those before alone; else without end
public record HappeningQuery(Set<ServiceName> services, Optional<Instant> since, Optional<Instant> until) {
    public HappeningQuery {
        services = Set.copyOf(services);
    }
}
