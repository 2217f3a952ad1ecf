/// **Here:** JSON as values, written in the forms that people and Docker's tools expect, and
/// read strictly: what is not JSON is refused with its line and column.
///
/// **Refused:** To know any type of ours: no reflection, no annotations, no mapping. Each room
/// says itself how its values are written and read, which also keeps the start of a command short.
///
/// **Visitors:** Whoever prints JSON for people (`compose`, `cli`), speaks it with the operator
/// (`api`, `operator`) or keeps it on disk (`journal`, the engines' state files).
///
/// **Read first:** `Json`, then `JsonReader`.
@NullMarked
package dev.hauban.json;

import org.jspecify.annotations.NullMarked;
