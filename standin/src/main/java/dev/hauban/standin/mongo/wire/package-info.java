/// **Here:** MongoDB's wire protocol: messages on a socket, the listening side, the calling side, and the arithmetic of
/// SCRAM.
///
/// **Refused:** To know any command.
///
/// **Visitors:** `command` answers what comes in; `shell` calls.
///
/// **Read first:** `Message`, then `Door`.
@NullMarked
package dev.hauban.standin.mongo.wire;

import org.jspecify.annotations.NullMarked;
