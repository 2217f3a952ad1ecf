/// The Docker engine against real daemons.
@NullMarked
package dev.hauban.engine.docker;

import org.jspecify.annotations.NullMarked;
