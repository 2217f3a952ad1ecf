/// Words to calls, answers to text and exit codes.
///
/// **Here:** every command of `hauban`: how it is typed, what it asks of the rest of the house, how the answer looks on
/// a
/// terminal, in a pipe and as JSON.
///
/// **Refused:** deciding what happens to a stack (that is `plan`), doing it (engines and the operator), and making the
/// parts it talks to: it names what it needs in [dev.hauban.cli.House].
///
/// **Visitors:** `app`.
///
/// **Read first:** [dev.hauban.cli.Hauban], then any command, such as `DownCommand`.
@NullMarked
package dev.hauban.cli;

import org.jspecify.annotations.NullMarked;
