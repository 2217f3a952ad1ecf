@NullMarked
package dev.hauban.backup.keep;

import org.jspecify.annotations.NullMarked;
