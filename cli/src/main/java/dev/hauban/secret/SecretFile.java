package dev.hauban.secret;

import dev.hauban.engine.WholeFile;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.secret.vault.Vault;
import dev.hauban.secret.vault.VaultFiles;
import dev.hauban.secret.vault.VaultKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A file that holds secrets, encrypted or not.
///
/// @param raw as it is on the disk
/// @param text what is in it
/// @param label of the vault, if it is one and has one
/// @param isClosed whether it is encrypted on the disk
record SecretFile(Path path, byte[] raw, String text, boolean isClosed, Optional<String> label) {
    /// Empty where there is none.
    ///
    /// @throws ProblemException if it is a link, or can't be opened
    static Optional<SecretFile> read(Path path, VaultKey key) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new ProblemException(Problem.error("secret.link", Actor.AUTHOR, path + " is a link")
                    .remedy("Secrets are not written through links: name the file itself."));
        }
        return Files.isRegularFile(path) ? Optional.of(of(path, Files.readAllBytes(path), key)) : Optional.empty();
    }

    static SecretFile of(Path path, byte[] raw, VaultKey key) {
        boolean isClosed = Vault.isOne(raw);
        byte[] plain = isClosed ? VaultFiles.open(path.toString(), raw, key) : raw;
        Optional<String> label = isClosed ? label(raw) : Optional.empty();
        return new SecretFile(path, raw, new String(plain, StandardCharsets.UTF_8), isClosed, label);
    }

    private static Optional<String> label(byte[] raw) {
        try {
            return Vault.parse(raw).label();
        } catch (Vault.NotOpenedException impossible) {
            return Optional.empty();
        }
    }

    /// The same with another text, as it would be on the disk.
    SecretFile with(String newText, VaultKey key, RandomGenerator chance) {
        byte[] plain = newText.getBytes(StandardCharsets.UTF_8);
        byte[] onDisk = isClosed ? closed(plain, key, chance) : plain;
        return new SecretFile(path, onDisk, newText, isClosed, label);
    }

    SecretFile encrypted(VaultKey key, RandomGenerator chance, Optional<String> newLabel) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        var file = new SecretFile(path, raw, text, true, newLabel);
        return new SecretFile(path, file.closed(plain, key::newPassword, chance), text, true, newLabel);
    }

    SecretFile decrypted() {
        return new SecretFile(path, text.getBytes(StandardCharsets.UTF_8), text, false, Optional.empty());
    }

    private byte[] closed(byte[] plain, VaultKey key, RandomGenerator chance) {
        var salt = new byte[Vault.saltLength()];
        chance.nextBytes(salt);
        return Vault.closed(plain, key.password(path.toString()), label, salt)
                .text()
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// A secret file without the end of its line, which most programs leave out as well.
    String secret() {
        return text.stripTrailing();
    }

    /// With the same end as it has.
    SecretFile withSecret(String secret, VaultKey key, RandomGenerator chance) {
        return with(secret + text.substring(secret().length()), key, chance);
    }

    /// Whole or not at all. A new one is its owner's alone; one that is there keeps its rights and its owner.
    void write() throws IOException {
        write(path, raw);
    }

    static void write(Path path, byte[] raw) throws IOException {
        WholeFile.replace(path, raw);
    }
}
