package dev.hauban.standin.mongo.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The arithmetic of SCRAM, which both sides do.
///
/// Source: RFC 5802, RFC 7677, and MongoDB's documentation for what it makes of a password for SHA-1.
public enum Scram {
    SHA_256("SCRAM-SHA-256", "SHA-256", "HmacSHA256"),
    SHA_1("SCRAM-SHA-1", "SHA-1", "HmacSHA1");

    private final String mechanism;
    private final String digest;
    private final String hmac;

    Scram(String mechanism, String digest, String hmac) {
        this.mechanism = mechanism;
        this.digest = digest;
        this.hmac = hmac;
    }

    /// As it is called on the wire.
    public String mechanism() {
        return mechanism;
    }

    /// What of a password goes into the arithmetic.
    public String prepared(String user, String password) {
        if (this == SHA_256) {
            return password;
        }
        byte[] text = (user + ":mongo:" + password).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(hash("MD5", text));
    }

    /// The password with salt, as often as said.
    public byte[] salted(String prepared, byte[] salt, int iterations) {
        try {
            Mac mac = mac(prepared.getBytes(StandardCharsets.UTF_8));
            mac.update(salt);
            byte[] last = mac.doFinal(new byte[] {0, 0, 0, 1});
            byte[] result = last.clone();
            for (int i = 1; i < iterations; i++) {
                mac.update(last);
                mac.doFinal(last, 0);
                for (int at = 0; at < result.length; at++) {
                    result[at] ^= last[at];
                }
            }
            return result;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + hmac, impossible);
        }
    }

    public byte[] keyed(byte[] key, String text) {
        return keyed(key, text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] keyed(byte[] key, byte[] text) {
        try {
            return mac(key).doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + hmac, impossible);
        }
    }

    public byte[] hash(byte[] text) {
        return hash(digest, text);
    }

    private Mac mac(byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(hmac);
        // An empty password is a key of one zero byte: HMAC fills keys up with zeros anyway.
        mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, hmac));
        return mac;
    }

    private static byte[] hash(String algorithm, byte[] text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }

    public static byte[] xor(byte[] one, byte[] other) {
        byte[] result = one.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= other[i];
        }
        return result;
    }
}
