package dev.hauban.doctor.secret;

import dev.hauban.doctor.subject.Advice;
import dev.hauban.doctor.subject.Rule;
import dev.hauban.doctor.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Passwords that can be guessed, and keys for signing that can be found by trying.
public final class PasswordWeak implements Rule {
    private static final int SHORTEST_PASSWORD = 12;

    /// 256 bits, as bytes: what HMAC with SHA-256 asks for (RFC 7518, 3.2).
    private static final int SHORTEST_KEY = 32;

    private static final Pattern PASSWORD = Pattern.compile("(.*_)?(PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|REQUIREPASS)");
    private static final Pattern SIGNING = Pattern.compile(
            "(.*_)?(JWT|SESSION|COOKIE|SIGNING|HMAC|SECRET_KEY_BASE)(_\\w+)?|(.*_)?(APP|AUTH|NEXTAUTH)_SECRET|SECRET_KEY");

    @Override
    public Description description() {
        return new Description(
                "password-weak",
                "a password that can be guessed",
                "A password of eight letters lasts an afternoon against somebody who has the hash, and a key for"
                        + " signing that is shorter than 32 characters can be found from a single token: whoever has it"
                        + " signs in as anybody.");
    }

    @Override
    public List<Advice> check(Subject subject) {
        var advice = new ArrayList<Advice>();
        HeldSecret.byGiver(subject, held -> !why(held).isEmpty()).forEach((place, held) -> {
            HeldSecret first = held.getFirst();
            advice.add(Advice.warning(
                            why(first) + ": " + HeldSecret.named(held),
                            "Make a long one: openssl rand -hex 32; a database has to be told its new password, too.")
                    .at(place)
                    .about(first.path())
                    .of(first.service().name()));
        });
        return advice;
    }

    private static String why(HeldSecret held) {
        if (held.isInUrl() || PasswordKnown.isKnown(held) || !held.isOwn()) {
            return "";
        }
        String name = held.variable().toUpperCase(Locale.ROOT);
        if (SIGNING.matcher(name).matches()) {
            return held.value().length() < SHORTEST_KEY ? "a key for signing of fewer than 32 characters" : "";
        }
        if (!PASSWORD.matcher(name).matches()) {
            return "";
        }
        if (held.value().length() < SHORTEST_PASSWORD) {
            return "a password of fewer than 12 characters";
        }
        return held.value().chars().distinct().count() < 5 ? "a password of hardly any different characters" : "";
    }
}
