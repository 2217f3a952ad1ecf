/// What people have to do: lists and tasks.
@NullMarked
package dev.todolist.todo;

import org.jspecify.annotations.NullMarked;
