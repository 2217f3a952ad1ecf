@NullMarked
package dev.hauban.backup.content;

import org.jspecify.annotations.NullMarked;
