/// What must not be forgotten of a project: what is wanted, what is remembered, what has happened.
///
/// **Here:** [dev.hauban.journal.ProjectJournal]: an append-only file of events in which each step stands before it is
/// carried out, and whole files of what is wanted, of the planner's memory and of the last known health. After a kill
/// at any point, what was written is read again; a torn tail is cut, a broken file is set aside and told of.
///
/// **Refused:** deciding what to do; blocking a command because of a broken file.
///
/// **Visitors:** the operator writes and reads it; `ps` reads [dev.hauban.journal.RememberedHealth] without one.
///
/// **Read first:** [dev.hauban.journal.ProjectJournal].
@NullMarked
package dev.hauban.journal;

import org.jspecify.annotations.NullMarked;
