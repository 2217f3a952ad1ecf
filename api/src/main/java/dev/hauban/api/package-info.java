/// What is said to the operator, and the door through which it is said.
///
/// **Here:** the messages, one JSON object a line over a unix socket ([dev.hauban.api.Call] one way,
/// [dev.hauban.api.Answer] the other); how values of `plan` and `event` are written as JSON; and
/// [dev.hauban.api.OperatorDoor], which finds the operator, starts it, or replaces one of an older program.
///
/// **Refused:** deciding what to do, running anything but the operator itself, speaking with another user's operator.
///
/// **Visitors:** the command line asks through the door; the operator answers; the journal borrows the JSON forms.
///
/// **Read first:** [dev.hauban.api.Call], then [dev.hauban.api.OperatorDoor].
@NullMarked
package dev.hauban.api;

import org.jspecify.annotations.NullMarked;
