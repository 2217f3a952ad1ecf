/// Errors, told to GlitchTip or Sentry.
@NullMarked
package dev.emailight.trouble;

import org.jspecify.annotations.NullMarked;
