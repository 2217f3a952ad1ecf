package dev.hauban.backup.keep;

import dev.hauban.problem.DefectException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256, as `sha256sum` writes it.
final class Sums {
    private Sums() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new DefectException("every JDK has SHA-256");
        }
    }

    /// Of what the digest was given; it begins anew.
    static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
