/// Rules about who reaches what.
///
/// **Here:** ports, pages and networks that are open too far, or in each other's way.
///
/// **Refused:** looking at files or at the machine: a rule knows its subject and nothing else.
///
/// **Visitors:** `doctor`, which knows every rule.
///
/// **Read first:** [dev.hauban.doctor.reach.DatabasePublished].
@NullMarked
package dev.hauban.doctor.reach;

import org.jspecify.annotations.NullMarked;
