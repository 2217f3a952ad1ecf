/// What a reading notes of where things come from, when somebody wants to know.
///
/// **Here:** [dev.hauban.compose.trace.Trace]: which places hold values, which texts name variables, which files give
/// them. A reading that nobody asks about has none, and pays nothing.
///
/// **Refused:** drawing conclusions: `compose.origin` does.
///
/// **Visitors:** `compose.load` and `compose.project` write, `compose.origin` reads.
///
/// **Read first:** [dev.hauban.compose.trace.Trace].
@NullMarked
package dev.hauban.compose.trace;

import org.jspecify.annotations.NullMarked;
