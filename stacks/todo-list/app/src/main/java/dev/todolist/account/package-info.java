/// Who somebody is: accounts, passwords, sessions.
@NullMarked
package dev.todolist.account;

import org.jspecify.annotations.NullMarked;
