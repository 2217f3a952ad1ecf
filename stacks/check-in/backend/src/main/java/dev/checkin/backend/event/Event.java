package dev.checkin.backend.event;

import java.time.Instant;
import org.bson.Document;

/// Something that people come to.
///
/// @param owner the account whose it is
/// @param door the code that lets people stand at its door
public record Event(String id, String owner, String title, String place, Instant begins, String door) {
    static Event of(Document document) {
        return new Event(
                document.getString("_id"),
                document.getString("owner"),
                document.getString("title"),
                document.getString("place"),
                document.getDate("begins").toInstant(),
                document.getString("door"));
    }
}
