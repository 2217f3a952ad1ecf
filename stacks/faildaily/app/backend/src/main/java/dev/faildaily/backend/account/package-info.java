/// **Here:** Who somebody is: accounts, passwords, log-ins, and the brakes on guessing.
///
/// **Refused:** To know HTTP: tokens and names come in, accounts and refusals go out.
///
/// **Visitors:** The API comes in at every request that changes something.
///
/// **Read first:** [dev.faildaily.backend.account.Accounts].
@NullMarked
package dev.faildaily.backend.account;

import org.jspecify.annotations.NullMarked;
