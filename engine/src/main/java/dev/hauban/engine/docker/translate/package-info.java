/// From the words of the Compose Specification to what is said to a Docker daemon, as Docker Compose says it: the two
/// take turns with one project, and neither makes anew what the other made.
///
/// **Here:** the bodies that make containers ([dev.hauban.engine.docker.translate.ContainerBody]), networks and
/// volumes;
/// the labels by which Docker Compose knows its own; the files that are copied in; which attribute is honored how
/// ([dev.hauban.engine.docker.translate.Attribute]), and what a daemon can't have
/// ([dev.hauban.engine.docker.translate.Limitations]).
///
/// **Refused:** speaking to a daemon, reading files, clocks: everything is a value that follows from others. Of the
/// wire it knows the version that is spoken.
///
/// **Visitors:** the Docker engine.
///
/// **Read first:** [dev.hauban.engine.docker.translate.ContainerBody].
@NullMarked
package dev.hauban.engine.docker.translate;

import org.jspecify.annotations.NullMarked;
