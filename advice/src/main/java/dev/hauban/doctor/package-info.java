/// Finds mistakes in a stack and on its machine, and tells how each is healed.
///
/// **Here:** [dev.hauban.doctor.Doctor], who asks every rule; [dev.hauban.doctor.Rules], the list of them;
/// [dev.hauban.doctor.Sarif], the answers for other programs. The rooms below are the words (`subject`), the rules
/// by what they protect (`secret`, `reach`, `life`, `data`, `habit`, `machine`), the eyes (`survey`) and the hands
/// (`mend`). docs/decisions/0071 says why.
///
/// **Refused:** guessing: where something is not known, nothing is said; showing a secret; telling how the engine runs
/// the stack, which the engine does itself.
///
/// **Visitors:** `cli` shows and asks, `app` wires.
///
/// **Read first:** [dev.hauban.doctor.subject.Rule], then [dev.hauban.doctor.Doctor].
@NullMarked
package dev.hauban.doctor;

import org.jspecify.annotations.NullMarked;
