/// The worker: takes e-mails from the queue, hands them over by SMTP, and tries again where that may help.
@NullMarked
package dev.emailight.sending;

import org.jspecify.annotations.NullMarked;
