/// Rules about the course of a service's life.
///
/// **Here:** health, order, limits, logs, the end.
///
/// **Refused:** looking at files or at the machine: a rule knows its subject and nothing else.
///
/// **Visitors:** `doctor`, which knows every rule.
///
/// **Read first:** [dev.hauban.doctor.life.HealthcheckProgram].
@NullMarked
package dev.hauban.doctor.life;

import org.jspecify.annotations.NullMarked;
