/// Rules about habits that have had their time, or never had one.
///
/// **Here:** moving tags, docker-compose of the first kind, settings that no longer exist.
///
/// **Refused:** looking at files or at the machine: a rule knows its subject and nothing else.
///
/// **Visitors:** `doctor`, which knows every rule.
///
/// **Read first:** [dev.hauban.doctor.habit.MovingTag].
@NullMarked
package dev.hauban.doctor.habit;

import org.jspecify.annotations.NullMarked;
