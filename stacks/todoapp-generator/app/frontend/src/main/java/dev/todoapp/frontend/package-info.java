/// The frontend: pages. It has no database and keeps nothing; all that it shows it asks the gateway for.
@NullMarked
package dev.todoapp.frontend;

import org.jspecify.annotations.NullMarked;
