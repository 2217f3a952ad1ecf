/// Compose files: reads them and returns a stack, or everything that is wrong in them.
///
/// **Here:** [dev.hauban.compose.ComposeReader], the one door, with its answers: a stack, or problems; and the
/// canonical
/// document that `config` shows. The rooms below are the phases of a reading, in this order: `load` (finds the files,
/// goes through the phases), `yaml` (text to tree), `variable` (fills variables in), `merge` (lays files over each
/// other), `shape` (holds a tree against the specification, and gives values their canonical form), `canonical` (long
/// syntax, defaults, paths), `project` (profiles, consistency, env_file), `meaning` (a stack of it all). `tree` is what
/// they hand to each other, `request` what is asked of them. docs/decisions/0006 says why. Beside them, `trace` notes
/// where things come from when somebody wants to know, and `origin` makes an account of it.
///
/// These rooms need nothing but the JDK, the words of `problem`, `stack` and `json`, and the YAML parser, which `yaml`
/// alone uses: so they can be used by any program on the JVM. The house has tests for both (Doors, Libraries).
///
/// **Refused:** knowing images or engines, starting anything, git repositories and registries as sources of files, and
/// stopping at the first mistake.
///
/// **Visitors:** `cli` and `setup` for the user's files, `app` to put it together. They enter here and in `request`,
/// `cli` also in `origin`, nowhere else.
///
/// **Read first:** [dev.hauban.compose.ComposeReader], then [dev.hauban.compose.load.Loader].
@NullMarked
package dev.hauban.compose;

import org.jspecify.annotations.NullMarked;
