/// A complete tree becomes a project.
///
/// **Here:** which services are switched on, what doesn't belong together, files that are folded into a service, what
/// nobody uses, and Docker Compose's hash of a service.
///
/// **Refused:** values of `stack`: it ends with a tree.
///
/// **Visitors:** `compose` and `compose.meaning`.
///
/// **Read first:** [dev.hauban.compose.project.Project].
@NullMarked
package dev.hauban.compose.project;

import org.jspecify.annotations.NullMarked;
