package dev.checkin.backend.event;

import java.time.Instant;
import org.bson.Document;

/// Somebody is there.
///
/// @param by who let them in
public record CheckIn(String session, String participant, Instant at, String by) {
    static CheckIn of(Document document) {
        return new CheckIn(
                document.getString("session"),
                document.getString("participant"),
                document.getDate("at").toInstant(),
                document.getString("by"));
    }
}
