package dev.hauban.plan;

/// A step and why it is to be done, in a few words: `not there yet`, `configuration changed`, `ended with 1, attempt
/// 3`.
public record PlannedStep(Step step, String reason) {}
