/// **Here:** The built program and the reference stacks, looked at from outside: as a person at a terminal and
/// at a browser sees them.
///
/// **Refused:** To reach into the program. What can't be seen from outside is tested in its own room.
///
/// **Visitors:** Whoever changes what people see.
///
/// **Read first:** `FailDailyStory`, then `Browser`.
@NullMarked
package dev.hauban.acceptance;

import org.jspecify.annotations.NullMarked;
