/// Copies of what a stack keeps: made, proven, and brought back.
///
/// **Here:** [dev.hauban.backup.Backups]: copies each database by its own tool inside its own instance, and the files
/// of
/// volumes; then restores the set into throw-away instances and compares what came of it (docs/decisions/0070).
///
/// **Refused:** knowing an engine or a database: what is run is the catalog's word, where it is run the engine's.
/// Calling
/// a set good that nobody has tried.
///
/// **Visitors:** the command line.
///
/// **Read first:** [dev.hauban.backup.Backups], then [dev.hauban.backup.Sources].
@NullMarked
package dev.hauban.backup;

import org.jspecify.annotations.NullMarked;
