/// Who somebody is: accounts, passwords, sessions.
@NullMarked
package dev.emailight.account;

import org.jspecify.annotations.NullMarked;
