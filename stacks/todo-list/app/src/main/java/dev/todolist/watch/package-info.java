/// Watches the parts of the stack all the time.
@NullMarked
package dev.todolist.watch;

import org.jspecify.annotations.NullMarked;
