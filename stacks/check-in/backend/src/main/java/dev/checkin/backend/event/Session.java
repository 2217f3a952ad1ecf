package dev.checkin.backend.event;

import java.time.Instant;
import org.bson.Document;

/// A part of an event with a door of its own: a talk, a dinner, the entrance of the day.
public record Session(String id, String event, String title, String room, Instant begins, Instant ends) {
    static Session of(Document document) {
        return new Session(
                document.getString("_id"),
                document.getString("event"),
                document.getString("title"),
                document.getString("room"),
                document.getDate("begins").toInstant(),
                document.getDate("ends").toInstant());
    }
}
