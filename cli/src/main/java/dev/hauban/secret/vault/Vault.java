package dev.hauban.secret.vault;

import dev.hauban.problem.DefectException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// Ansible Vault's format, 1.1 and 1.2: a line that says so, then hex digits in lines of 80. They are three lines
/// in hex once more: salt, HMAC-SHA256 of what is encrypted, and that, in AES-256 in counter mode. The keys come of
/// the password by PBKDF2.
///
/// @param label the vault's id, which 1.2 has
public record Vault(Optional<String> label, byte[] salt, byte[] sum, byte[] encrypted) {
    private static final String MARK = "$ANSIBLE_VAULT;";
    private static final Pattern HEADER =
            Pattern.compile("\\$ANSIBLE_VAULT;(1\\.[012])(?:;([A-Za-z0-9]+))(?:;([^;\\s]+))?\\s*");
    private static final int ROUNDS = 10_000;
    private static final int KEY = 32;
    private static final int BLOCK = 16;
    private static final int SALT = 32;
    private static final int WIDTH = 80;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern LABEL = Pattern.compile("[^;\\s]+");

    public Vault {
        if (label.isPresent() && !isLabel(label.get())) {
            throw new IllegalArgumentException("no label of a vault: " + label.get());
        }
    }

    /// Whether a vault may be called so: it stands in the file's first line.
    public static boolean isLabel(String text) {
        return LABEL.matcher(text).matches();
    }

    /// What is no vault, or not one that can be opened.
    public static final class NotOpenedException extends Exception {
        private static final long serialVersionUID = 1;

        NotOpenedException(String why) {
            super(why);
        }

        /// In the user's words.
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /// Whether a file says that it is one.
    public static boolean isOne(byte[] content) {
        byte[] mark = MARK.getBytes(StandardCharsets.US_ASCII);
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    public static boolean isOne(String content) {
        return content.startsWith(MARK);
    }

    /// @param content the whole file
    public static Vault parse(byte[] content) throws NotOpenedException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        var header = HEADER.matcher(end < 0 ? text : text.substring(0, end));
        if (!header.matches()
                || !header.group(2).equals("AES256")
                || header.group(1).equals("1.0")) {
            throw new NotOpenedException("its first line isn't one of Ansible Vault's (1.1 or 1.2, AES256)");
        }
        try {
            String inner = new String(unhex(text.substring(end + 1).replaceAll("\\s", "")), StandardCharsets.US_ASCII);
            String[] parts = inner.split("\n", -1);
            if (end < 0 || parts.length < 3) {
                throw new NotOpenedException("it is cut short");
            }
            return new Vault(Optional.ofNullable(header.group(3)), unhex(parts[0]), unhex(parts[1]), unhex(parts[2]));
        } catch (IllegalArgumentException noDigits) {
            throw new NotOpenedException("it is damaged: what follows its first line is no whole number of hex digits");
        }
    }

    private static byte[] unhex(String digits) {
        return HEX.parseHex(digits);
    }

    /// @param salt 32 bytes by chance, new for each file that is written
    public static Vault closed(byte[] plain, String password, Optional<String> label, byte[] salt) {
        if (salt.length != SALT) {
            throw new IllegalArgumentException("a salt has " + SALT + " bytes");
        }
        try {
            ByteBuffer keys = keys(password, salt);
            byte[] encrypted = counter(Cipher.ENCRYPT_MODE, keys, padded(plain));
            return new Vault(label, salt.clone(), sum(keys, encrypted), encrypted);
        } catch (GeneralSecurityException impossible) {
            throw new DefectException("every JDK has AES and SHA-256", impossible);
        }
    }

    /// How many bytes of chance [#closed] wants.
    public static int saltLength() {
        return SALT;
    }

    public byte[] open(String password) throws NotOpenedException {
        try {
            ByteBuffer keys = keys(password, salt);
            if (!MessageDigest.isEqual(sum, sum(keys, encrypted))) {
                throw new NotOpenedException("the password is not its own, or it is damaged");
            }
            return unpadded(counter(Cipher.DECRYPT_MODE, keys, encrypted));
        } catch (GeneralSecurityException impossible) {
            throw new DefectException("every JDK has AES and SHA-256", impossible);
        }
    }

    /// The whole file.
    public String text() {
        String inner = HEX.formatHex(salt) + "\n" + HEX.formatHex(sum) + "\n" + HEX.formatHex(encrypted);
        String digits = HEX.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
        var text = new StringBuilder(MARK)
                .append(label.isPresent() ? "1.2;AES256;" + label.get() : "1.1;AES256")
                .append('\n');
        for (int at = 0; at < digits.length(); at += WIDTH) {
            text.append(digits, at, Math.min(digits.length(), at + WIDTH)).append('\n');
        }
        return text.toString();
    }

    /// One after the other: for the cipher, for the sum, and where the counter begins.
    private static ByteBuffer keys(String password, byte[] salt) throws GeneralSecurityException {
        var words = new PBEKeySpec(password.toCharArray(), salt, ROUNDS, (2 * KEY + BLOCK) * Byte.SIZE);
        try {
            return ByteBuffer.wrap(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(words)
                    .getEncoded());
        } finally {
            words.clearPassword();
        }
    }

    private static byte[] part(ByteBuffer keys, int from, int length) {
        var part = new byte[length];
        keys.get(from, part);
        return part;
    }

    private static byte[] counter(int mode, ByteBuffer keys, byte[] text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        var key = new SecretKeySpec(part(keys, 0, KEY), "AES");
        cipher.init(mode, key, new IvParameterSpec(part(keys, 2 * KEY, BLOCK)));
        return cipher.doFinal(text);
    }

    private static byte[] sum(ByteBuffer keys, byte[] encrypted) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(part(keys, KEY, KEY), "HmacSHA256"));
        return mac.doFinal(encrypted);
    }

    /// A counter needs no whole blocks, but the format has them.
    private static byte[] padded(byte[] plain) {
        int missing = BLOCK - plain.length % BLOCK;
        byte[] whole = Arrays.copyOf(plain, plain.length + missing);
        Arrays.fill(whole, plain.length, whole.length, (byte) missing);
        return whole;
    }

    private static byte[] unpadded(byte[] whole) throws NotOpenedException {
        int added = whole.length == 0 ? 0 : whole[whole.length - 1];
        if (added < 1 || added > BLOCK || added > whole.length) {
            throw new NotOpenedException("it is damaged: its last block has no end");
        }
        return Arrays.copyOf(whole, whole.length - added);
    }
}
