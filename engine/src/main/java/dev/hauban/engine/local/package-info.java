/// Runs services as processes of this machine: no container, no root needed.
///
/// **Here:** [dev.hauban.engine.local.LocalEngine] keeps the engines' contract. One class a step: `Creation`, `Launch`,
/// `Ending`, `Trial`, `Storage`; what a process is given at which rung of isolation: `Outfitting`; what can't be had
/// here and is said: `Checks`, `Shortfalls`.
///
/// **Refused:** deciding what to do; finding programs (`image`, `supply`); touching processes otherwise than through
/// the
/// shim.
///
/// **Visitors:** the operator for steps; the command line for looking, logs and commands inside.
///
/// **Read first:** [dev.hauban.engine.local.LocalEngine], then `Launch`. docs/local-engine.md tells users.
@NullMarked
package dev.hauban.engine.local;

import org.jspecify.annotations.NullMarked;
