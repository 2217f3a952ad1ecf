package dev.hauban.engine.local;

import dev.hauban.engine.StateFolder;
import dev.hauban.engine.local.supply.Machine;
import java.nio.file.Path;
import java.time.InstantSource;

/// What the local engine is told of the world, for one project.
///
/// @param project the folder that the project is in; `x-hauban.local.command` runs there
/// @param userState Hauban's part of the user's state folder: external volumes are below it
public record Surroundings(Path project, StateFolder state, Path userState, Machine machine, InstantSource time) {}
