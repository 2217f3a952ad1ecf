/// **Here:** The program begins and ends here: `Main` holds `main`, and this is the only
/// room that says `new` to the parts of the others. It is the map of the running program, long and boring.
///
/// **Refused:** To decide anything about a stack, a step or a word on the command line.
///
/// **Visitors:** Nobody: `app` enters every room, no room enters `app`.
///
/// **Read first:** `Main`.
@NullMarked
package dev.hauban.app;

import org.jspecify.annotations.NullMarked;
