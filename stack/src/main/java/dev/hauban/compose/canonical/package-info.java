/// The canonical form of a tree: whatever can be written in two ways is written in one.
///
/// **Here:** short syntax to long ([dev.hauban.compose.canonical.LongSyntax]), defaults, paths, and what follows from
/// what is written ([dev.hauban.compose.canonical.Normalization]).
///
/// **Refused:** files: paths are texts here.
///
/// **Visitors:** `compose.load`; `compose.merge` for the target of a volume.
///
/// **Read first:** [dev.hauban.compose.canonical.LongSyntax].
@NullMarked
package dev.hauban.compose.canonical;

import org.jspecify.annotations.NullMarked;
