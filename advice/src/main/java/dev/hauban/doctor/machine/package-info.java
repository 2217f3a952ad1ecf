/// Rules about the machine.
///
/// **Here:** memory, disk and clock, as far as the stack will feel them.
///
/// **Refused:** looking at files or at the machine: a rule knows its subject and nothing else.
///
/// **Visitors:** `doctor`, which knows every rule.
///
/// **Read first:** [dev.hauban.doctor.machine.MemoryOverbooked].
@NullMarked
package dev.hauban.doctor.machine;

import org.jspecify.annotations.NullMarked;
