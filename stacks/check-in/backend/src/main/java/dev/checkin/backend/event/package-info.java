/// What happens at an event: its sessions, the people who are to come, and who is there.
///
/// Whoever asks is given along, and each question finds only what they may see. [dev.checkin.backend.event.Events]
/// first.
@NullMarked
package dev.checkin.backend.event;

import org.jspecify.annotations.NullMarked;
