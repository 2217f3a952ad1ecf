/// Dockerfiles, read.
///
/// **Here:** [dev.hauban.engine.local.dockerfile.DockerfileReader] turns a Dockerfile's text into stages of
/// instructions, each with its place; [dev.hauban.engine.local.dockerfile.Substitution] fills in variables;
/// [dev.hauban.engine.local.dockerfile.RunLine] recognizes what of a RUN line only prepares a container.
///
/// **Refused:** files, processes, knowing images: nothing in here touches the world.
///
/// **Visitors:** `engine.local.image`, which carries the instructions out.
///
/// **Read first:** [dev.hauban.engine.local.dockerfile.Instruction].
///
/// Source of the rules: Dockerfile reference.
@NullMarked
package dev.hauban.engine.local.dockerfile;

import org.jspecify.annotations.NullMarked;
