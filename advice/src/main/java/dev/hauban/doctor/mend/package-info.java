/// Makes the changes that advice brings along.
///
/// **Here:** [dev.hauban.doctor.mend.Mending], which works out what files will look like;
/// [dev.hauban.doctor.mend.Difference], which shows it; [dev.hauban.doctor.mend.WholeFile], which writes it;
/// [dev.hauban.doctor.mend.EditedFiles], by which it is read before it is written.
///
/// **Refused:** changing a text that is not what it was when it was looked at; writing YAML anew; half a file.
///
/// **Visitors:** `cli`, for `doctor --fix`, and `app`.
///
/// **Read first:** [dev.hauban.doctor.mend.Mending].
@NullMarked
package dev.hauban.doctor.mend;

import org.jspecify.annotations.NullMarked;
