/// Who is asking: organizers with an account, people at a door with its code, and the tokens that say so.
@NullMarked
package dev.checkin.backend.account;

import org.jspecify.annotations.NullMarked;
