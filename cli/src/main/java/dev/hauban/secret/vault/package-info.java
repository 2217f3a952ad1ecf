/// Files that are kept encrypted, in Ansible Vault's format.
///
/// **Here:** [dev.hauban.secret.vault.Vault], the format; [dev.hauban.secret.vault.VaultFiles], files of a project as
/// they are when they are opened.
///
/// **Refused:** asking for a password: whoever comes brings a [dev.hauban.secret.vault.VaultKey]. Writing files.
/// Cryptography of its own: what the JDK has is put together.
///
/// **Visitors:** `app`, whose reading goes through here; `secret` and the commands about secrets.
///
/// **Read first:** [dev.hauban.secret.vault.Vault].
@NullMarked
package dev.hauban.secret.vault;

import org.jspecify.annotations.NullMarked;
