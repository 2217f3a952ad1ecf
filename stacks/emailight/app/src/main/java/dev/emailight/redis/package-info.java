/// What is quick or passes: the queue of e-mails, answers that are kept for a while, counts by the hour. The names of
/// the
/// keys are those of the team's document.
@NullMarked
package dev.emailight.redis;

import org.jspecify.annotations.NullMarked;
