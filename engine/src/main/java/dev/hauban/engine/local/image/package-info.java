/// What a service of the stack is when there is no container: a program, its files, its surroundings.
///
/// **Here:** [dev.hauban.engine.local.image.Provision] turns a service (its `x-hauban.local.command`, its `build`, or
/// its `image`) into a [dev.hauban.engine.local.image.LocalProgram]: Dockerfiles are read and carried out without a
/// container, language runtimes are the machine's own, well-known images are what the catalog says.
///
/// **Refused:** starting services, namespaces, networks, volumes: that is the local engine's.
///
/// **Visitors:** `engine.local`, before it creates an instance and for its checks.
///
/// **Read first:** [dev.hauban.engine.local.image.LocalProgram], then [dev.hauban.engine.local.image.Provision].
@NullMarked
package dev.hauban.engine.local.image;

import org.jspecify.annotations.NullMarked;
