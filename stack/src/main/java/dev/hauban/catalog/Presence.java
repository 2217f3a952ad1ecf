package dev.hauban.catalog;

/// Whether an image has something in it.
public enum Presence {
    PRESENT,
    ABSENT,
    /// Nobody here knows.
    UNKNOWN
}
