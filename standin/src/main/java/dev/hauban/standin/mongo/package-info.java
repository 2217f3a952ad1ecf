/// **Here:** The two programs that stand in for MongoDB's: [dev.hauban.standin.mongo.Mongod] and
/// [dev.hauban.standin.mongo.Mongosh]. They run in a JVM of their own, beside Hauban and never in it
/// (docs/decisions/0060).
///
/// **Refused:** What they do: that is in the rooms below. Hauban's own rooms, which know nothing of these either.
///
/// **Visitors:** The entrypoint of an image `mongo`, health checks and `exec`, each by starting a program.
///
/// **Read first:** `Mongod`, then `command.Commands`.
@NullMarked
package dev.hauban.standin.mongo;

import org.jspecify.annotations.NullMarked;
