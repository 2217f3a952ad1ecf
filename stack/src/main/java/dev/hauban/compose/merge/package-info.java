/// Several trees become one.
///
/// **Here:** laying one over another, attribute by attribute ([dev.hauban.compose.merge.Merging]), lists in which
/// nothing
/// is said twice ([dev.hauban.compose.merge.Uniqueness]), and `!reset` and `!override`
/// ([dev.hauban.compose.merge.Resets]).
///
/// **Refused:** finding the files.
///
/// **Visitors:** `compose.load`.
///
/// **Read first:** [dev.hauban.compose.merge.Merging].
@NullMarked
package dev.hauban.compose.merge;

import org.jspecify.annotations.NullMarked;
