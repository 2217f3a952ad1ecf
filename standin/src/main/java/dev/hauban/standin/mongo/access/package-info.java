/// **Here:** Users, their passwords and roles, and what a role may do.
///
/// **Refused:** Sockets, and what a command does once it is allowed.
///
/// **Visitors:** `command` asks before it acts.
///
/// **Read first:** `Privilege`, then `Users`.
@NullMarked
package dev.hauban.standin.mongo.access;

import org.jspecify.annotations.NullMarked;
