/// What is known of well-known images, without asking a registry.
///
/// **Here:** [dev.hauban.catalog.Catalog] finds an image by its name and says what it is for, which ports and files it
/// has, which of its variables are secrets, whether two instances may share its data, and which programs it takes to
/// run it without a container.
///
/// **Refused:** fetching programs, starting them, looking at the machine: this is knowledge only.
///
/// **Visitors:** engines that have to run an image, `setup` and `status` that have to name things, `doctor`.
///
/// **Read first:** [dev.hauban.catalog.KnownImage].
@NullMarked
package dev.hauban.catalog;

import org.jspecify.annotations.NullMarked;
