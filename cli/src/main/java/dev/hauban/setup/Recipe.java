package dev.hauban.setup;

import java.util.Base64;
import java.util.random.RandomGenerator;

/// How a secret is made.
///
/// @param length in characters; for [Alphabet#BASE64], in bytes before they are written
record Recipe(int length, Alphabet alphabet) {
    private static final String DIGITS = "0123456789";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// For a secret whose line asks for nothing: 190 bits, and no character that a shell, a URL or YAML minds.
    static final Recipe USUAL = new Recipe(32, Alphabet.LETTERS_AND_DIGITS);

    /// Which characters a secret may have.
    enum Alphabet {
        HEX("hex digits"),
        DIGITS("digits"),
        LETTERS_AND_DIGITS("letters and digits"),
        BASE64("random bytes as base64");

        private final String words;

        Alphabet(String words) {
            this.words = words;
        }
    }

    Recipe atLeast(int minimum) {
        return alphabet == Alphabet.BASE64 || length >= minimum ? this : new Recipe(minimum, alphabet);
    }

    /// `64 hex digits`.
    String words() {
        return length + " " + alphabet.words;
    }

    String make(RandomGenerator chance) {
        return switch (alphabet) {
            case HEX -> letters("0123456789abcdef", chance);
            case DIGITS -> letters(DIGITS, chance);
            case LETTERS_AND_DIGITS -> letters(LETTERS + DIGITS, chance);
            case BASE64 -> bytes(chance);
        };
    }

    private String letters(String from, RandomGenerator chance) {
        var secret = new StringBuilder(length);
        for (int at = 0; at < length; at++) {
            secret.append(from.charAt(chance.nextInt(from.length())));
        }
        return secret.toString();
    }

    private String bytes(RandomGenerator chance) {
        var bytes = new byte[length];
        chance.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
