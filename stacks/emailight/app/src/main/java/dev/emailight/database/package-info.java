/// What is kept for good: MongoDB, and the steps that bring its collections up to date.
@NullMarked
package dev.emailight.database;

import org.jspecify.annotations.NullMarked;
