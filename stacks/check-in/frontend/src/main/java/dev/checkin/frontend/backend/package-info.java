/// The backend as the pages see it: what is asked, and what it says.
@NullMarked
package dev.checkin.frontend.backend;

import org.jspecify.annotations.NullMarked;
