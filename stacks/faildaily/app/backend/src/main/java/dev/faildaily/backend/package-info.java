/// **Here:** The program: reads the settings, puts the parts together, serves.
///
/// **Refused:** To decide anything that a part can decide.
///
/// **Visitors:** Nobody comes in; the machine starts it.
///
/// **Read first:** [dev.faildaily.backend.Backend].
@NullMarked
package dev.faildaily.backend;

import org.jspecify.annotations.NullMarked;
