/// E-mails as people write them: drafts, what was sent, what became of it.
@NullMarked
package dev.emailight.message;

import org.jspecify.annotations.NullMarked;
