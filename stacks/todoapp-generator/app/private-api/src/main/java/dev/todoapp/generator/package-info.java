/// The private API: templates and settings (database `config`), and what is generated from them (database `intern`).
@NullMarked
package dev.todoapp.generator;

import org.jspecify.annotations.NullMarked;
