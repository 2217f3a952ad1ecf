package dev.hauban.compose.trace;

/// A variable that a file of variables gives.
///
/// @param at where the line begins that gives it
public record Assignment(Spot at, String name, String value) {}
