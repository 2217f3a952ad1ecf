/// A mail server that takes everything and passes nothing on, and its page: for development.
@NullMarked
package dev.emailight.catcher;

import org.jspecify.annotations.NullMarked;
