/// What a project means: the stack as values.
///
/// **Here:** [dev.hauban.compose.meaning.StackMaker], and what Hauban adds to Compose files
/// ([dev.hauban.compose.meaning.HaubanKey]).
///
/// **Refused:** deciding how anything is run.
///
/// **Visitors:** `compose`; whoever shows the keys of `x-hauban`.
///
/// **Read first:** [dev.hauban.compose.meaning.StackMaker].
@NullMarked
package dev.hauban.compose.meaning;

import org.jspecify.annotations.NullMarked;
