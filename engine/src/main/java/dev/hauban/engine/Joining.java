package dev.hauban.engine;

import java.util.Optional;

/// How standard streams are joined to those of an instance.
///
/// @param hasInput whether what is typed reaches it
/// @param hasTerminal whether this process has a terminal that may be handed over
/// @param detachKeys how to let go of it on a terminal, instead of the engine's own keys: `ctrl-p,ctrl-q`
public record Joining(boolean hasInput, boolean hasTerminal, Optional<String> detachKeys) {}
