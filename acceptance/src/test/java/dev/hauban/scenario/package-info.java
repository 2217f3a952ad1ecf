/// The built program, as a user meets it.
///
/// **Here:** scenarios, each with one intent: a small stack in a folder of its own, `./hauban` of this very source,
/// real
/// processes. State is looked at before output. Nothing sleeps: what has to come is waited for, with a limit that says
/// which. What a failed scenario leaves is kept in `target/scenarios`.
///
/// **Refused:** calling anything of the program's own code except its reader of JSON; ending processes that it did not
/// start.
///
/// **Visitors:** nobody.
///
/// **Read first:** [dev.hauban.scenario.Workplace], then any scenario.
@NullMarked
package dev.hauban.scenario;

import org.jspecify.annotations.NullMarked;
