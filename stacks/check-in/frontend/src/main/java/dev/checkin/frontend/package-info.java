/// Check-in's pages: for organizers, for people at the door with a telephone, and each participant's ticket. They know
/// nothing by themselves and keep nothing: all of it is asked of the backend.
///
/// [dev.checkin.frontend.Frontend] puts the parts together: the client (`backend`), QR codes (`qr`), the pages (`web`).
@NullMarked
package dev.checkin.frontend;

import org.jspecify.annotations.NullMarked;
