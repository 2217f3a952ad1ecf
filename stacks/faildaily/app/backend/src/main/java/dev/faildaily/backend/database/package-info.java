/// **Here:** The way to MySQL: connections, and the schema brought up to date.
///
/// **Refused:** To hide SQL: whoever comes in writes statements and reads rows.
///
/// **Visitors:** Accounts and fails come in to read and write; the start comes in to migrate.
///
/// **Read first:** [dev.faildaily.backend.database.Database].
@NullMarked
package dev.faildaily.backend.database;

import org.jspecify.annotations.NullMarked;
