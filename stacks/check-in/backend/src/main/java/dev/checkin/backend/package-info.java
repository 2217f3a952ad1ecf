/// Check-in's backend: events, their sessions, who comes, and who is there. It is asked by the frontend, and by any
/// other
/// client that speaks its JSON.
///
/// [dev.checkin.backend.Backend] puts the parts together. Each package below is one part: who is asking (`account`),
/// what
/// happens at an event (`event`), where it is kept (`database`), what is kept besides to be quick (`cache`), how it is
/// asked
/// for (`web`).
@NullMarked
package dev.checkin.backend;

import org.jspecify.annotations.NullMarked;
