/// Services as containers of a Docker daemon.
///
/// **Here:** [dev.hauban.engine.docker.DockerEngine], the contract kept with names, labels and decisions that Docker
/// Compose takes for its own (docs/decisions/0040).
///
/// **Refused:** deciding what to do; talking HTTP (`wire`); knowing which field of the API an attribute of the
/// Compose Specification goes to (`translate`).
///
/// **Visitors:** whoever holds an engine; `app` makes it.
///
/// **Read first:** [dev.hauban.engine.docker.DockerEngine], then [dev.hauban.engine.docker.Sight].
@NullMarked
package dev.hauban.engine.docker;

import org.jspecify.annotations.NullMarked;
