/// Images of a Docker daemon: how they get there, and how they go from there to a registry.
///
/// **Here:** whether a service's image has to be pulled or built ([dev.hauban.engine.docker.image.Provision]), building
/// it ([dev.hauban.engine.docker.image.Building]), pulling ([dev.hauban.engine.docker.image.Pulling]) and pushing
/// ([dev.hauban.engine.docker.image.Pushing]) with the
/// credentials of Docker's own configuration, and all that can go wrong with a registry in words.
///
/// **Refused:** knowing containers; keeping credentials, which are asked for when they are needed and told to nobody
/// but
/// the daemon.
///
/// **Visitors:** the Docker engine.
///
/// **Read first:** [dev.hauban.engine.docker.image.Provisioning].
@NullMarked
package dev.hauban.engine.docker.image;

import org.jspecify.annotations.NullMarked;
