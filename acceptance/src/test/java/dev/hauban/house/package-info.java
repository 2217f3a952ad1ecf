/// **Here:** The guards of the house: which room may enter which, and the habits that a machine
/// can check. Each guard asserts that it looked at something, and each is shown a bad example that it must refuse.
///
/// **Refused:** Matters of taste. What a guard cannot decide is for the reader of a change.
///
/// **Visitors:** Whoever adds a room or a door: the table is `Doors`.
///
/// **Read first:** `Doors`.
@NullMarked
package dev.hauban.house;

import org.jspecify.annotations.NullMarked;
