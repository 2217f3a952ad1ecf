/// Where the values of a canonical document come from, and where the variables have theirs from that are filled in.
///
/// **Here:** [dev.hauban.compose.origin.Origins], the whole account, with its parts: [dev.hauban.compose.origin.Origin]
/// of a value, [dev.hauban.compose.origin.VariableOrigin] of a variable. What looks like a secret is masked already.
///
/// **Refused:** sentences and colors: `cli` has them. Noting anything during a reading: that is `compose.trace`.
///
/// **Visitors:** `compose`, which makes the account, and `cli`, which shows it.
///
/// **Read first:** [dev.hauban.compose.origin.Origins].
@NullMarked
package dev.hauban.compose.origin;

import org.jspecify.annotations.NullMarked;
