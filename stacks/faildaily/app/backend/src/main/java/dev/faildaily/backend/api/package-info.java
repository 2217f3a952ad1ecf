/// **Here:** The JSON API: what each address means, who may call it, from where.
///
/// **Refused:** To keep anything: it turns requests into calls and values into answers.
///
/// **Visitors:** The program comes in for the list of routes.
///
/// **Read first:** [dev.faildaily.backend.api.Api].
@NullMarked
package dev.faildaily.backend.api;

import org.jspecify.annotations.NullMarked;
