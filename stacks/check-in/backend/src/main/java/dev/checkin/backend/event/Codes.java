package dev.checkin.backend.event;

import java.security.SecureRandom;
import java.util.Locale;

/// Codes that nobody can guess and everybody can read out: no letter that looks like another, no I, L, O, 0 and 1. A
/// ticket's has ten signs (2^49 of them), a door's eight.
public final class Codes {
    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int TICKET = 10;
    private static final int DOOR = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Codes() {}

    static String ticket() {
        return random(TICKET);
    }

    static String door() {
        return random(DOOR);
    }

    private static String random(int length) {
        var code = new StringBuilder();
        RANDOM.ints(length, 0, SIGNS.length()).forEach(sign -> code.append(SIGNS.charAt(sign)));
        return code.toString();
    }

    /// What somebody typed, or a scanner read: `k7qmx-2xpab`, or the address of a ticket's page that ends with it.
    public static String read(String text) {
        var end = text.strip();
        end = end.substring(end.lastIndexOf('/') + 1);
        return end.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
