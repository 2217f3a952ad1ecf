/// The public API: accounts, who is logged in, and everybody's lists (database `users`). Nothing is kept in the
/// process.
@NullMarked
package dev.todoapp.lists;

import org.jspecify.annotations.NullMarked;
