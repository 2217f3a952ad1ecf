package dev.hauban.stack;

/// What a service waits for before it starts.
///
/// @param isRequired whether the service may not start at all when the condition can't come true
/// @param restartsWith whether this service is restarted when the one it depends on is restarted or recreated on
/// purpose
public record Dependency(Condition condition, boolean isRequired, boolean restartsWith) {
    /// Source: Compose Specification, `depends_on` long syntax.
    public enum Condition {
        STARTED,
        HEALTHY,
        COMPLETED_SUCCESSFULLY
    }
}
