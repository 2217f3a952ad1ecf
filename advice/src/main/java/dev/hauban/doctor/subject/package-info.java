/// What rules are given, and what they answer.
///
/// **Here:** [dev.hauban.doctor.subject.Subject], everything that is looked at, as values;
/// [dev.hauban.doctor.subject.Rule], what a rule is; [dev.hauban.doctor.subject.Advice], what it answers, with a
/// [dev.hauban.doctor.subject.Fix] where there is one; and what several rules want to know: where things are
/// written, which services end by themselves, which ports are published.
///
/// **Refused:** looking at files or at the machine, and any rule.
///
/// **Visitors:** every room of the doctor, and `cli`, which shows the answers.
///
/// **Read first:** [dev.hauban.doctor.subject.Rule], then [dev.hauban.doctor.subject.Subject].
@NullMarked
package dev.hauban.doctor.subject;

import org.jspecify.annotations.NullMarked;
