/// Finds the files of a project and takes them through the phases, with whatever they include and extend.
///
/// **Here:** where files are ([dev.hauban.compose.load.Discovery]), what the project is called, the order of the phases
/// ([dev.hauban.compose.load.Loader]), `extends` and `include`.
///
/// **Refused:** what belongs to a whole project: profiles, consistency.
///
/// **Visitors:** `compose`, and `compose.project` for the files that services name.
///
/// **Read first:** [dev.hauban.compose.load.Loader].
@NullMarked
package dev.hauban.compose.load;

import org.jspecify.annotations.NullMarked;
