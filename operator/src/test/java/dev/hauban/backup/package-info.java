@NullMarked
package dev.hauban.backup;

import org.jspecify.annotations.NullMarked;
