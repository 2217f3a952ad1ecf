package dev.emailight.account;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;
import java.util.Optional;

/// One e-mail address: the plain form, `somebody@somewhere`.
public final class Address {
    public static final int LENGTH = 254;

    private Address() {}

    /// As it is to be kept; empty where it is none.
    public static Optional<String> of(String text) {
        var address = text.strip();
        var at = address.lastIndexOf('@');
        // No spaces, quotes or brackets: what stands in a header must not be able to begin another.
        if (address.length() > LENGTH
                || at < 1
                || at > 64
                || !address.matches("[^@\\s\\p{Cntrl}\"(),:;<>\\[\\\\\\]]+@[^@\\s\\p{Cntrl}\"(),:;<>\\[\\\\\\]]+")) {
            return Optional.empty();
        }
        try {
            new InternetAddress(address, true).validate();
            return Optional.of(address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT));
        } catch (AddressException _) {
            return Optional.empty();
        }
    }
}
