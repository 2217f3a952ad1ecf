/// **Here:** images, pulled from and pushed to a real registry by real daemons where there are some, and what
/// registries
/// and key rings say when they refuse.
///
/// **Refused:** registries of other people.
///
/// **Visitors:** none.
///
/// **Read first:** [dev.hauban.engine.docker.image.RegistryTest].
@NullMarked
package dev.hauban.engine.docker.image;

import org.jspecify.annotations.NullMarked;
