/// Keeps stacks as wanted: one operator per user and machine, which outlives the commands that talk with it.
///
/// **Here:** [dev.hauban.operator.Operator], with one [dev.hauban.operator.Supervision] per project: requests, ends of
/// steps and news from the engine arrive in one queue; one thread asks the planner what is next, writes it down, and
/// has it carried out on threads of their own.
///
/// **Refused:** deciding (that is `plan`), carrying out (that is an engine), understanding Compose files.
///
/// **Visitors:** `app` starts it; clients reach it through `api`.
///
/// **Read first:** [dev.hauban.operator.Supervision], then [dev.hauban.operator.Operator].
@NullMarked
package dev.hauban.operator;

import org.jspecify.annotations.NullMarked;
