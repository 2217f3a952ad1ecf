/// Makes a certificate for the first start, until there is a real one.
@NullMarked
package dev.todolist.certificate;

import org.jspecify.annotations.NullMarked;
