/// **Here:** The documents on disk: databases, collections, indexes, validation, and when a write is safe.
///
/// **Refused:** Sockets and users: whoever comes in here may do everything.
///
/// **Visitors:** `command` alone.
///
/// **Read first:** `Store`, then `StoredCollection`.
@NullMarked
package dev.hauban.standin.mongo.data;

import org.jspecify.annotations.NullMarked;
