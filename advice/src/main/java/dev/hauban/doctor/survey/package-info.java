/// Looks at the project's files and at the machine, for rules that may not.
///
/// **Here:** [dev.hauban.doctor.survey.Survey], which makes a subject of what there is.
///
/// **Refused:** judging, writing, and taking long: every question has a limit, and what is not answered by then is not
/// known.
///
/// **Visitors:** `app`.
///
/// **Read first:** [dev.hauban.doctor.survey.Survey].
@NullMarked
package dev.hauban.doctor.survey;

import org.jspecify.annotations.NullMarked;
