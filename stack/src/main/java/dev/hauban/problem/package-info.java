/// What can go wrong, as values.
///
/// **Here:** [dev.hauban.problem.Problem]: what is wrong, who has to act, where, and what to do; the two
/// exceptions that carry news which a caller can't answer, and what others are that know what to say
/// ([dev.hauban.problem.Explained]).
///
/// **Refused:** printing, logging, exit codes, and problems of one room: each room names its own codes.
///
/// **Visitors:** every room.
///
/// **Read first:** [dev.hauban.problem.Problem].
@NullMarked
package dev.hauban.problem;

import org.jspecify.annotations.NullMarked;
