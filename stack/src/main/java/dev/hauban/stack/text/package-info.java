/// The stack as text and back, nothing lost: how it travels and how it is kept.
///
/// **Here:** one document of JSON for a stack, written and read by hand, value by value.
///
/// **Refused:** files and sockets; texts of other versions that can't be understood.
///
/// **Visitors:** `app` hands it to whoever keeps or sends stacks.
///
/// **Read first:** [dev.hauban.stack.text.StackDocument].
@NullMarked
package dev.hauban.stack.text;

import org.jspecify.annotations.NullMarked;
