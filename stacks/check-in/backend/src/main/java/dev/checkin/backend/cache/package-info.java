/// What is kept in Redis: what was computed, so that it needn't be again; how often somebody tried; and the word from
/// one
/// backend to all others that something has changed. All of it may be lost: without Redis everything still works,
/// slower.
@NullMarked
package dev.checkin.backend.cache;

import org.jspecify.annotations.NullMarked;
