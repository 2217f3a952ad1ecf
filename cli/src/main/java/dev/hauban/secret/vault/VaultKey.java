package dev.hauban.secret.vault;

/// Whoever knows the password of encrypted files. It is asked when the first of them has to be opened, and not before.
public interface VaultKey {
    /// @param file that is to be opened or closed, for whom it says so
    /// @throws dev.hauban.problem.ProblemException if nobody tells it
    String password(String file);

    /// The same for a file that isn't encrypted yet: a mistake in typing would lose it.
    default String newPassword(String file) {
        return password(file);
    }
}
