package dev.hauban.cli;

/// What commands need of the rest of the house. `app` provides it; nothing is made before a command asks for it, so
/// that
/// `hauban version` loads no engine.
public interface House {}
