/// **Here:** Everything that the guards refuse.
///
/// **Refused:** To be called.
///
/// **Visitors:** The guards, to prove that they can fail.
///
/// **Read first:** `BadExample`.
@NullMarked
package dev.hauban.house.bad;

import org.jspecify.annotations.NullMarked;
