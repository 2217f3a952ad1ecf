/// Rules about secrets.
///
/// **Here:** passwords that others know or guess, secrets where others see them.
///
/// **Refused:** looking at files or at the machine: a rule knows its subject and nothing else.
///
/// **Visitors:** `doctor`, which knows every rule.
///
/// **Read first:** [dev.hauban.doctor.secret.PasswordKnown].
@NullMarked
package dev.hauban.doctor.secret;

import org.jspecify.annotations.NullMarked;
