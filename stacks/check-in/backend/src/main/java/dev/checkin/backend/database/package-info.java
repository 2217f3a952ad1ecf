/// Where things are kept: MongoDB, and the steps that bring its collections up to date.
@NullMarked
package dev.checkin.backend.database;

import org.jspecify.annotations.NullMarked;
