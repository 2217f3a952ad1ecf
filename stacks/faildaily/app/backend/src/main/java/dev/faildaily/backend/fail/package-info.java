/// **Here:** What went wrong today: fails with their pictures, comments, and courage wished.
///
/// **Refused:** To know HTTP, and to decide who somebody is: it is told.
///
/// **Visitors:** The API comes in with what people typed.
///
/// **Read first:** [dev.faildaily.backend.fail.Fails].
@NullMarked
package dev.faildaily.backend.fail;

import org.jspecify.annotations.NullMarked;
