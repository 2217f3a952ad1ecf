/// Words for a service that has no view of its own: where no namespaces are to be had, container paths and service
/// names in its arguments and environment are replaced by what they mean on this machine.
///
/// **Here:** [dev.hauban.engine.local.rewrite.Rewriting], which is text in, text out.
///
/// **Refused:** files' contents: what a configuration file says is not touched.
///
/// **Visitors:** the local engine on its lowest rung, for services, health checks, commands and builds.
///
/// **Read first:** [dev.hauban.engine.local.rewrite.Rewriting].
@NullMarked
package dev.hauban.engine.local.rewrite;

import org.jspecify.annotations.NullMarked;
