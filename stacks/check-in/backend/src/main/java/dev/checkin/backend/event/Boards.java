package dev.checkin.backend.event;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Sorts;
import dev.checkin.backend.cache.Remembered;
import dev.checkin.backend.database.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/// The board of an event: its sessions, how many are there, who came last. It is what is asked for most by far, so it
/// is
/// computed once for each change, whichever backend is asked.
public final class Boards {
    private static final int LATEST = 8;

    private final Database database;
    private final Remembered remembered;

    public Boards(Database database, Remembered remembered) {
        this.database = database;
        this.remembered = remembered;
    }

    /// As JSON.
    public String of(Event event) {
        return remembered.get(event.id(), () -> compute(event));
    }

    private String compute(Event event) {
        var board = new JsonObject();
        board.addProperty("id", event.id());
        board.addProperty("title", event.title());
        board.addProperty("place", event.place());
        board.addProperty("begins", event.begins().toString());
        board.addProperty("participants", database.collection("participants").countDocuments(eq("event", event.id())));
        board.addProperty("arrived", arrived(event));
        var counts = counts(event);
        var sessions = new JsonArray();
        Map<String, String> titles = new HashMap<>();
        for (var document : database.collection("sessions")
                .find(eq("event", event.id()))
                .sort(Sorts.ascending("begins", "title"))) {
            var session = Session.of(document);
            titles.put(session.id(), session.title());
            sessions.add(json(session, counts.getOrDefault(session.id(), 0L)));
        }
        board.add("sessions", sessions);
        board.add("latest", latest(event, titles));
        return board.toString();
    }

    private static JsonObject json(Session session, long checkedIn) {
        var json = new JsonObject();
        json.addProperty("id", session.id());
        json.addProperty("title", session.title());
        json.addProperty("room", session.room());
        json.addProperty("begins", session.begins().toString());
        json.addProperty("ends", session.ends().toString());
        json.addProperty("checkedIn", checkedIn);
        return json;
    }

    /// People, not check-ins: who went to three sessions has arrived once.
    private long arrived(Event event) {
        var counted = database.collection("checkins")
                .aggregate(List.of(
                        Aggregates.match(eq("event", event.id())),
                        Aggregates.group("$participant"),
                        Aggregates.count("people")))
                .first();
        return counted == null ? 0 : counted.get("people", Number.class).longValue();
    }

    private Map<String, Long> counts(Event event) {
        Map<String, Long> counts = new HashMap<>();
        for (var group : database.collection("checkins")
                .aggregate(List.of(
                        Aggregates.match(eq("event", event.id())),
                        Aggregates.group("$session", Accumulators.sum("count", 1))))) {
            counts.put(group.getString("_id"), group.get("count", Number.class).longValue());
        }
        return counts;
    }

    private JsonArray latest(Event event, Map<String, String> titles) {
        List<CheckIn> found = new ArrayList<>();
        database.collection("checkins")
                .find(eq("event", event.id()))
                .sort(Sorts.descending("at"))
                .limit(LATEST)
                .forEach(checkIn -> found.add(CheckIn.of(checkIn)));
        var names = names(found);
        var latest = new JsonArray();
        for (var checkIn : found) {
            var json = new JsonObject();
            json.addProperty("name", names.getOrDefault(checkIn.participant(), "somebody"));
            json.addProperty("session", titles.getOrDefault(checkIn.session(), ""));
            json.addProperty("at", checkIn.at().toString());
            json.addProperty("by", checkIn.by());
            latest.add(json);
        }
        return latest;
    }

    private Map<String, String> names(List<CheckIn> checkIns) {
        Map<String, String> names = new HashMap<>();
        var ids = checkIns.stream().map(CheckIn::participant).toList();
        for (Document participant : database.collection("participants").find(in("_id", ids))) {
            names.put(participant.getString("_id"), participant.getString("name"));
        }
        return names;
    }
}
