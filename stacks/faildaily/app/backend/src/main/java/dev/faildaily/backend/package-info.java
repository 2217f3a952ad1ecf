/// The program: reads the settings, puts the parts together, serves.
///
/// It refuses to decide anything that a part can decide.
///
/// Nobody comes in; the machine starts it.
///
/// Read first: [dev.faildaily.backend.Backend].
@NullMarked
package dev.faildaily.backend;

import org.jspecify.annotations.NullMarked;
