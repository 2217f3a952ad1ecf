/// What the local engine keeps of a project on disk.
///
/// **Here:** where everything lies ([dev.hauban.engine.local.keep.LocalFolder]), what was made of a service
/// ([dev.hauban.engine.local.keep.Definition]), what its last start gave it
/// ([dev.hauban.engine.local.keep.Started]), and from both and the shim's own files, what is the matter with each
/// instance now ([dev.hauban.engine.local.keep.Instances]). A torn file counts as absent.
///
/// **Refused:** starting and ending anything; secrets, which are handed to a process and kept nowhere.
///
/// **Visitors:** the local engine. Short commands come through here too, so reading is a few small files without JSON.
///
/// **Read first:** [dev.hauban.engine.local.keep.LocalFolder].
@NullMarked
package dev.hauban.engine.local.keep;

import org.jspecify.annotations.NullMarked;
