package dev.hauban.engine;

/// How an instance ended that somebody waited for.
///
/// @param id by which the engine knows it
/// @param code its exit code
public record Ended(String id, int code) {}
