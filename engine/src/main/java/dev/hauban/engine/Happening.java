package dev.hauban.engine;

import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that happened to an instance, in the words of its engine.
///
/// @param action such as `start`, `die`, `health_status: healthy`
/// @param id by which the engine knows the instance
public record Happening(
        Instant at, String action, String id, ServiceName service, SortedMap<String, String> attributes) {
    public Happening {
        attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
}
