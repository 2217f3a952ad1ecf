package dev.hauban.secret;

import dev.hauban.stack.Placeholder;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How hard a secret is to guess.
public enum Strength {
    /// There is none.
    EMPTY,
    /// Everybody tries it first, it only holds a place, or it stands in a file that many read.
    KNOWN,
    /// A machine finds it by trying.
    WEAK,
    /// Nobody finds it through a door that slows guessing down; a stolen hash of it is another matter.
    FAIR,
    /// Nobody finds it.
    STRONG,
    /// Its value isn't known here.
    UNKNOWN;

    private static final double FAIR_BITS = 50;
    private static final double STRONG_BITS = 100;
    private static final Pattern IN_URL = Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s:/@]*:([^\\s@/]+)@");

    static Strength of(String name, Optional<String> value) {
        if (value.isEmpty()) {
            return UNKNOWN;
        }
        Matcher url = IN_URL.matcher(value.get());
        String secret = url.find() ? url.group(1) : value.get();
        if (secret.isBlank()) {
            return EMPTY;
        }
        if (Placeholder.isUnset(name, secret) || Placeholder.isOne(secret)) {
            return KNOWN;
        }
        double bits = bits(secret);
        return bits < FAIR_BITS ? WEAK : bits < STRONG_BITS ? FAIR : STRONG;
    }

    /// As many as its letters would have if they were thrown by chance, where that is what they look like: repeated
    /// ones count little, and words no more than their letters do.
    private static double bits(String secret) {
        double each = Math.log(alphabet(secret)) / Math.log(2);
        long distinct = secret.chars().distinct().count();
        double spread = Math.log(Math.max(2, distinct)) / Math.log(2) * 1.3;
        return secret.length() * Math.min(each, spread);
    }

    private static int alphabet(String secret) {
        boolean isHex = secret.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (isHex) {
            return secret.chars().allMatch(Character::isDigit) ? 10 : 16;
        }
        int all = 0;
        all += secret.chars().anyMatch(Character::isDigit) ? 10 : 0;
        all += secret.chars().anyMatch(Character::isLowerCase) ? 26 : 0;
        all += secret.chars().anyMatch(Character::isUpperCase) ? 26 : 0;
        all += secret.chars().anyMatch(c -> !Character.isLetterOrDigit(c)) ? 20 : 0;
        return all;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
