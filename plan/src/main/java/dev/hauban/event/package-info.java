/// The closed list of what has happened.
///
/// **Here:** [dev.hauban.event.Event], told by the operator, shown by the terminal, kept by the journal.
///
/// **Refused:** deciding, printing, storing.
///
/// **Visitors:** operator, journal, api, command line.
///
/// **Read first:** [dev.hauban.event.Event].
@NullMarked
package dev.hauban.event;

import org.jspecify.annotations.NullMarked;
