/// What those ask who look after the program: health and metrics.
@NullMarked
package dev.emailight.operation;

import org.jspecify.annotations.NullMarked;
