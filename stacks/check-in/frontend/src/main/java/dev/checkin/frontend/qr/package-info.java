/// QR codes: drawn for tickets and doors, and read from pictures for telephones that can't read them themselves.
@NullMarked
package dev.checkin.frontend.qr;

import org.jspecify.annotations.NullMarked;
