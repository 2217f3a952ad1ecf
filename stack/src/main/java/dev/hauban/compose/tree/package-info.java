/// The tree of a Compose file, which the phases of a reading hand to each other.
///
/// **Here:** values with their places ([dev.hauban.compose.tree.Node]), tables from paths to rules
/// ([dev.hauban.compose.tree.Rules]), and the problems of one load ([dev.hauban.compose.tree.Problems]).
///
/// **Refused:** knowing any key of the specification.
///
/// **Visitors:** the rooms of `compose`.
///
/// **Read first:** [dev.hauban.compose.tree.Node], then [dev.hauban.compose.tree.Rules].
@NullMarked
package dev.hauban.compose.tree;

import org.jspecify.annotations.NullMarked;
