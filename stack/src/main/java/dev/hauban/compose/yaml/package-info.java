/// YAML, read and written.
///
/// **Here:** a text becomes trees by the rules of go-yaml, on which Docker Compose stands: its scalars, anchors, merge
/// keys, tags; within limits of depth and aliases. What is written as most files are is read by lines, all else by the
/// parser, with the same result. And a tree becomes a text.
///
/// **Refused:** knowing any key of the specification, and texts that are meant to do harm.
///
/// **Visitors:** `compose.load` reads, `compose` writes.
///
/// **Read first:** [dev.hauban.compose.yaml.YamlReader].
@NullMarked
package dev.hauban.compose.yaml;

import org.jspecify.annotations.NullMarked;
