/// Has the operator started with the machine, where somebody asks for it.
///
/// **Here:** which of this machine's ways there is for this user (a systemd unit, or a line for cron); the unit and the
/// line as text; the hands that put them in place and take them away.
///
/// **Refused:** doing any of it unasked; needing root; starting or ending the operator now.
///
/// **Visitors:** `hauban operator enable`, `disable` and `status`; `app` wires.
///
/// **Read first:** [dev.hauban.boot.BootStart], then [dev.hauban.boot.Unit].
@NullMarked
package dev.hauban.boot;

import org.jspecify.annotations.NullMarked;
