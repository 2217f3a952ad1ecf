/// The contract that every engine keeps.
///
/// **Here:** [dev.hauban.engine.Engine]: observe, check, perform a step, read logs, run a command inside.
///
/// **Refused:** deciding what to do; knowing who asked.
///
/// **Visitors:** the operator performs steps; the command line observes, reads logs and runs commands.
///
/// **Read first:** [dev.hauban.engine.Engine].
@NullMarked
package dev.hauban.engine;

import org.jspecify.annotations.NullMarked;
