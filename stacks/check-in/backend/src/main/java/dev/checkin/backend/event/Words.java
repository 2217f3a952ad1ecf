package dev.checkin.backend.event;

import dev.checkin.backend.Refusal;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What people may write, and how much of it.
final class Words {
    static final int TITLE = 80;
    static final int NAME = 80;
    static final int NOTE = 80;
    private static final int EMAIL = 200;
    private static final Duration FAR = Duration.ofDays(10 * 366);

    private Words() {}

    /// @param missing what is said when nothing is there
    static String required(String text, int length, String missing) {
        var words = optional(text, length);
        if (words.isEmpty()) {
            throw Refusal.wrong(missing);
        }
        return words;
    }

    /// One line, without what can't be seen.
    static String optional(String text, int length) {
        var words = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (words.length() > length) {
            throw Refusal.wrong("That is too long: " + length + " characters are enough.");
        }
        return words;
    }

    static Optional<String> email(String text) {
        var address = text.strip();
        if (address.isEmpty()) {
            return Optional.empty();
        }
        if (address.length() > EMAIL || !address.matches("[^\\s@<>\",;]+@[^\\s@<>\",;]+\\.[^\\s@<>\",;]+")) {
            throw Refusal.wrong("This is no e-mail address: " + shortened(address));
        }
        return Optional.of(address);
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /// A moment within ten years.
    static Instant moment(Instant moment, Instant now) {
        if (Duration.between(now, moment).abs().compareTo(FAR) > 0) {
            throw Refusal.wrong("That is too far from today.");
        }
        return moment;
    }

    /// As people look for it: without accents and capitals.
    static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }
}
