package dev.hauban.secret;

import java.io.IOException;

/// Servers whose users can be given other passwords.
interface Accounts {
    /// From now on the account's password is the replacing's fresh one; the old one is accepted, too, where the server
    /// takes two. Done already counts as done.
    void change(Replacing replacing, Account account) throws IOException, InterruptedException;

    /// The old one is no longer accepted.
    void release(Replacing replacing, Account account) throws IOException, InterruptedException;
}
