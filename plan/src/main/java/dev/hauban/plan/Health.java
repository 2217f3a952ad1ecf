package dev.hauban.plan;

/// What is known of an instance's health.
public enum Health {
    /// It has no test.
    NONE,
    STARTING,
    HEALTHY,
    UNHEALTHY
}
