package dev.hauban.doctor.subject;

/// How much a piece of [Advice] weighs.
public enum Level {
    /// It does not start, it loses data, or it is open to anybody.
    ERROR,
    /// It will hurt one day.
    WARNING,
    /// Worth a thought.
    NOTE
}
