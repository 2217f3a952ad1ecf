package dev.hauban.engine.local.shim;

/// Something that a started service has to do without.
///
/// @param code one word, such as `rlimit` or `network-rewrite`
public record Degraded(String code, String text) {}
