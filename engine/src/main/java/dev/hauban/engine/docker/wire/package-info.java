/// The wire to a Docker daemon: HTTP/1.1 as the Docker Engine API speaks it, over a socket of this machine, TCP or TLS.
///
/// **Here:** where the daemon is ([dev.hauban.engine.docker.wire.DockerEndpoint]: variables, contexts); requests,
/// answers and streams ([dev.hauban.engine.docker.wire.DockerDaemon]); what can go wrong between the two, as problems
/// that say what to do.
///
/// **Refused:** knowing containers, images or networks, and what an answer means; trying again by itself what could
/// have happened already; libraries, reflection, and every class that a short command can do without: this room lies
/// on the way of `ps`.
///
/// **Visitors:** the Docker engine and its rooms, for everything they ask of a daemon.
///
/// **Read first:** [dev.hauban.engine.docker.wire.DockerDaemon].
@NullMarked
package dev.hauban.engine.docker.wire;

import org.jspecify.annotations.NullMarked;
