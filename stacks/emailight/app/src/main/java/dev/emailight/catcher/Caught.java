package dev.emailight.catcher;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// An e-mail that was caught.
///
/// @param sender and recipients as they were named to the server, whatever the e-mail itself says
/// @param source as it came over the wire
public record Caught(String id, Instant at, String sender, List<String> recipients, Content content, byte[] source) {
    public Caught {
        recipients = List.copyOf(recipients);
    }

    /// What the e-mail says of itself, for people.
    ///
    /// @param text empty where there is none to be read
    public record Content(String from, String to, String replyTo, String subject, String text) {}

    public String sourceText() {
        return new String(source, StandardCharsets.UTF_8);
    }

    public String to() {
        return String.join(", ", recipients);
    }

    public int size() {
        return source.length;
    }
}
