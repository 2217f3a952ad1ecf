/// **Here:** What each command of the protocol means: the answers of the server.
///
/// **Refused:** The bytes of the wire and of the disk.
///
/// **Visitors:** `wire` hands messages in; `Mongod` puts it together.
///
/// **Read first:** `Commands`.
@NullMarked
package dev.hauban.standin.mongo.command;

import org.jspecify.annotations.NullMarked;
