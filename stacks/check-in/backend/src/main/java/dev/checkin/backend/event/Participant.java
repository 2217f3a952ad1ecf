package dev.checkin.backend.event;

import java.util.Optional;
import org.bson.Document;

/// Somebody who is to come.
///
/// @param note what the people at the door should know: a company, a table
/// @param code of the ticket
public record Participant(String id, String event, String name, Optional<String> email, String note, String code) {
    static Participant of(Document document) {
        return new Participant(
                document.getString("_id"),
                document.getString("event"),
                document.getString("name"),
                Optional.ofNullable(document.getString("email")),
                document.getString("note"),
                document.getString("code"));
    }
}
