/// **Here:** What `mongosh` does with its words: a short way for health checks, and JavaScript for all else.
///
/// **Refused:** A connection by any other way than the wire.
///
/// **Visitors:** `Mongosh` alone.
///
/// **Read first:** `Shell`.
@NullMarked
package dev.hauban.standin.mongo.shell;

import org.jspecify.annotations.NullMarked;
