/// The way to PostgreSQL: connections, statements, and the schema brought up to date.
@NullMarked
package dev.todoapp.database;

import org.jspecify.annotations.NullMarked;
