/// Rules about data.
///
/// **Here:** what is lost, destroyed, or can't be written.
///
/// **Refused:** looking at files or at the machine: a rule knows its subject and nothing else.
///
/// **Visitors:** `doctor`, which knows every rule.
///
/// **Read first:** [dev.hauban.doctor.data.TwoWriters].
@NullMarked
package dev.hauban.doctor.data;

import org.jspecify.annotations.NullMarked;
