package dev.hauban.engine.docker.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads a private key out of a PEM file in any of the three forms that OpenSSL writes: PKCS#8 for every kind, PKCS#1
/// for RSA, SEC 1 for elliptic curves. Java knows only the first; the others are put into its envelope.
final class PrivateKeyFile {
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] ELLIPTIC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
    private static final byte[] VERSION = {0x02, 0x01, 0x00};

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    /// Where SEC 1 keeps the curve's name.
    private static final int PARAMETERS = 0xa0;

    private PrivateKeyFile() {}

    static PrivateKey read(Path file, Troubles troubles) throws GeneralSecurityException, DockerTrouble {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw troubles.unusable(file, "can't be read", failure);
        }
        if (text.contains("ENCRYPTED")) {
            throw troubles.tls(
                    "the key " + file + " is protected by a passphrase",
                    "Take the passphrase off: openssl pkey -in " + file + " -out key.pem",
                    null);
        }
        try {
            return key(text, file, troubles);
        } catch (InvalidKeySpecException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw troubles.unusable(file, "holds a key that is damaged or of an unknown kind", malformed);
        }
    }

    private static PrivateKey key(String text, Path file, Troubles troubles)
            throws GeneralSecurityException, DockerTrouble {
        byte[] block = block(text, "PRIVATE KEY");
        if (block != null) {
            return ofAnyKind(block);
        }
        block = block(text, "RSA PRIVATE KEY");
        if (block != null) {
            return KeyFactory.getInstance("RSA").generatePrivate(envelope(RSA, block));
        }
        block = block(text, "EC PRIVATE KEY");
        if (block != null) {
            byte[] kind = element(SEQUENCE, join(ELLIPTIC, curve(block)));
            return KeyFactory.getInstance("EC").generatePrivate(envelope(kind, block));
        }
        throw troubles.unusable(file, "holds no private key", null);
    }

    private static PrivateKey ofAnyKind(byte[] pkcs8) throws GeneralSecurityException {
        var specification = new PKCS8EncodedKeySpec(pkcs8);
        for (String kind : new String[] {"RSA", "EC"}) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(specification);
            } catch (InvalidKeySpecException another) {
                continue;
            }
        }
        return KeyFactory.getInstance("EdDSA").generatePrivate(specification);
    }

    private static byte @Nullable [] block(String text, String name) {
        String opening = "-----BEGIN " + name + "-----";
        int from = text.indexOf(opening);
        int to = text.indexOf("-----END " + name + "-----");
        if (from < 0 || to < from) {
            return null;
        }
        return Base64.getMimeDecoder().decode(text.substring(from + opening.length(), to));
    }

    private static PKCS8EncodedKeySpec envelope(byte[] kind, byte[] key) {
        return new PKCS8EncodedKeySpec(element(SEQUENCE, join(VERSION, join(kind, element(OCTETS, key)))));
    }

    /// The name of the curve: in a sequence of version, key, [0] parameters, [1] public key.
    private static byte[] curve(byte[] key) {
        int at = start(key, 0);
        while (at < key.length) {
            int content = start(key, at);
            int end = content + length(key, at);
            if ((key[at] & 0xFF) == PARAMETERS) {
                return Arrays.copyOfRange(key, content, end);
            }
            at = end;
        }
        throw new IllegalArgumentException("the key does not name its curve");
    }

    private static int length(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int more = 1; more <= first - 0x80; more++) {
            length = length << 8 | bytes[at + 1 + more] & 0xFF;
        }
        return length;
    }

    private static int start(byte[] bytes, int at) {
        int first = bytes[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static byte[] element(int tag, byte[] content) {
        byte[] head;
        int length = content.length;
        if (length < 0x80) {
            head = new byte[] {(byte) tag, (byte) length};
        } else if (length < 0x100) {
            head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
        } else {
            head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        }
        return join(head, content);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
