package dev.hauban.problem;

/// How much a [Problem] weighs.
public enum Severity {
    /// Nothing can be done until it is mended.
    ERROR,
    /// It runs, but not as the file asks: an engine or a machine can't give it. `--strict` makes it an error.
    DEGRADED,
    /// Worth knowing, nothing is changed by it.
    WARNING
}
