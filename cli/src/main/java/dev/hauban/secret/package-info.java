/// The secrets of a stack.
///
/// **Here:** which there are, where each comes from, who uses it, how strong and how old it is
/// ([dev.hauban.secret.SecretSearch]); what has to be done to replace one ([dev.hauban.secret.Rotation.Plan]), and how
/// that is carried out so that a kill at any moment leaves something that can be finished or taken back
/// ([dev.hauban.secret.Rotation]); docs/decisions/0074.
///
/// **Refused:** showing a value. Knowing an engine: commands are run inside services by the engine's contract. Changing
/// what stands in a Compose file.
///
/// **Visitors:** the command line.
///
/// **Read first:** [dev.hauban.secret.Secret], then [dev.hauban.secret.Rotation].
@NullMarked
package dev.hauban.secret;

import org.jspecify.annotations.NullMarked;
