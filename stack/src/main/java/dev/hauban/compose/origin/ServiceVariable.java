package dev.hauban.compose.origin;

import dev.hauban.problem.Place;
import java.util.List;
import java.util.Optional;

/// A variable in the environment of a service.
///
/// @param value masked where it looks like a secret; empty where it has none
/// @param lost where else it is said, and doesn't count
public record ServiceVariable(String service, Optional<String> value, Origin origin, List<Place> lost) {
    public ServiceVariable {
        lost = List.copyOf(lost);
    }
}
