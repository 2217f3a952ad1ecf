/// **Here:** what of a folder goes into a build, compared with what Docker's builders took.
///
/// **Refused:** building.
///
/// **Visitors:** none.
///
/// **Read first:** [dev.hauban.engine.context.IgnoreFileTest].
@NullMarked
package dev.hauban.engine.context;

import org.jspecify.annotations.NullMarked;
