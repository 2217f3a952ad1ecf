/// What services wrote, read back.
///
/// **Here:** one instance's log through its rotations ([dev.hauban.engine.local.log.LogReader]), from its end backwards
/// where only the last lines are wanted, and the logs of many instances merged by time
/// ([dev.hauban.engine.local.log.Logs]).
///
/// **Refused:** writing logs: the shims do.
///
/// **Visitors:** the local engine.
///
/// **Read first:** [dev.hauban.engine.local.log.Logs].
@NullMarked
package dev.hauban.engine.local.log;

import org.jspecify.annotations.NullMarked;
