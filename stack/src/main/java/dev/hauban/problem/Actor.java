package dev.hauban.problem;

/// Who has to act on a [Problem]. Exit codes are derived from it.
public enum Actor {
    /// Whoever wrote the files or typed the command.
    AUTHOR,
    /// Whoever runs this machine: a taken port, a full disk, a missing program.
    MACHINE,
    /// Something outside this machine: a mirror, a registry, a network.
    OUTSIDE,
    /// The service itself, by its program or its configuration: it exits, it never gets healthy.
    SERVICE,
    /// Us: a defect in Hauban.
    HAUBAN
}
