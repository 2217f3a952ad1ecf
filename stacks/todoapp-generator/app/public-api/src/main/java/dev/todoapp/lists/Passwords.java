package dev.todoapp.lists;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Passwords as PBKDF2 hashes, from the JDK, with the rounds that OWASP asks for with SHA-512.
/// A hash says how it was made (`pbkdf2-sha512$rounds$salt$hash`), so that the rounds can grow later.
final class Passwords {

    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final String NAME = "pbkdf2-sha512";
    private static final int ROUNDS = 210_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final SecureRandom random = new SecureRandom();
    // Hashing is meant to be slow; a crowd at the door may not take every core.
    private final Semaphore turns = new Semaphore(2, true);
    private final String nobody = NAME + "$" + ROUNDS + "$" + "A".repeat(22) + "$" + "A".repeat(43);

    String hash(String password) throws InterruptedException {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        var encoder = Base64.getEncoder().withoutPadding();
        return String.join(
                "$",
                NAME,
                Integer.toString(ROUNDS),
                encoder.encodeToString(salt),
                encoder.encodeToString(derive(password, salt, ROUNDS)));
    }

    boolean fits(String password, String hash) throws InterruptedException {
        var parts = hash.split("\\$");
        if (parts.length != 4 || !parts[0].equals(NAME)) {
            throw new IllegalStateException("a password hash of an unknown kind");
        }
        var decoder = Base64.getDecoder();
        var derived = derive(password, decoder.decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(derived, decoder.decode(parts[3]));
    }

    /// Takes as long as [#fits] and never does: for names that nobody has, so that the time doesn't tell.
    boolean fitsNobody(String password) throws InterruptedException {
        fits(password, nobody);
        return false;
    }

    private byte[] derive(String password, byte[] salt, int rounds) throws InterruptedException {
        turns.acquire();
        var specification = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM)
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, problem);
        } finally {
            specification.clearPassword();
            turns.release();
        }
    }
}
