package dev.hauban.engine;

import java.util.OptionalLong;

/// Room on the engine's disk that something of a project takes.
///
/// @param name a volume's, an image's, or an instance's
/// @param bytes empty where nobody here can tell
public record Space(Kind kind, String name, OptionalLong bytes) {
    /// What it is for.
    public enum Kind {
        /// Data: it stays until somebody wants it gone.
        VOLUME,
        /// What services are made from. Images may have parts in common, which then count for each.
        IMAGE,
        /// What services said.
        LOG,
        /// What an instance wrote into its own files, which end with it.
        INSTANCE
    }
}
