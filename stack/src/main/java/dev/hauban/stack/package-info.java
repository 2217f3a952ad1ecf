/// The stack: what a team wants to run, as immutable values.
///
/// **Here:** [dev.hauban.stack.Stack] with its services, networks, volumes, secrets, and the words with rules
/// (names, ports, durations' owners). Everything is resolved: no variables, no relative paths, no inheritance.
///
/// **Refused:** reading files, deciding, knowing images or engines.
///
/// **Visitors:** `compose` makes a stack; `plan` decides by it; engines carry it out.
///
/// **Read first:** [dev.hauban.stack.Stack], then [dev.hauban.stack.Service].
@NullMarked
package dev.hauban.stack;

import org.jspecify.annotations.NullMarked;
