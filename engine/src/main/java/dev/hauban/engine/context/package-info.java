/// The folders that images are built from.
///
/// **Here:** what of a folder goes into a build ([dev.hauban.engine.context.BuildContext]), by the rules of its
/// `.dockerignore` ([dev.hauban.engine.context.IgnoreFile]), exactly as Docker's builders understand them.
///
/// **Refused:** knowing Dockerfiles, and what is made of the files.
///
/// **Visitors:** whoever builds images.
///
/// **Read first:** [dev.hauban.engine.context.IgnoreFile].
@NullMarked
package dev.hauban.engine.context;

import org.jspecify.annotations.NullMarked;
