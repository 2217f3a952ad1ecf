/// **Here:** The frontend: the page and its files, and the way to the backend. It stands where the document has
/// nginx and Angular.
///
/// **Refused:** To know what a fail is: the page in the browser does, and the backend.
///
/// **Visitors:** Nobody comes in; the machine starts it.
///
/// **Read first:** [dev.faildaily.frontend.Frontend].
@NullMarked
package dev.faildaily.frontend;

import org.jspecify.annotations.NullMarked;
