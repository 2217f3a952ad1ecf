package dev.emailight.message;

import java.util.Locale;

/// Where an e-mail is on its way.
public enum Status {
    DRAFT,
    QUEUED,
    SENDING,
    SENT,
    FAILED;

    /// As it is kept.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
