/// What the local engine asks of this machine.
///
/// **Here:** who holds a port ([dev.hauban.engine.local.host.PortTable]), which processes belong to an instance
/// ([dev.hauban.engine.local.host.Strays]), who a user's name is ([dev.hauban.engine.local.host.Accounts]).
///
/// **Refused:** knowing stacks and services.
///
/// **Visitors:** the local engine.
///
/// **Read first:** [dev.hauban.engine.local.host.PortTable].
@NullMarked
package dev.hauban.engine.local.host;

import org.jspecify.annotations.NullMarked;
