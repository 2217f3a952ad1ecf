package dev.checkin.backend.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.checkin.backend.event.CheckIn;
import dev.checkin.backend.event.Event;
import dev.checkin.backend.event.Participant;
import dev.checkin.backend.event.Session;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;

/// What is answered, as JSON.
final class Answers {
    private Answers() {}

    static JsonObject of(Event event) {
        var json = new JsonObject();
        json.addProperty("id", event.id());
        json.addProperty("title", event.title());
        json.addProperty("place", event.place());
        json.addProperty("begins", event.begins().toString());
        return json;
    }

    static JsonObject of(Session session) {
        var json = new JsonObject();
        json.addProperty("id", session.id());
        json.addProperty("event", session.event());
        json.addProperty("title", session.title());
        json.addProperty("room", session.room());
        json.addProperty("begins", session.begins().toString());
        json.addProperty("ends", session.ends().toString());
        return json;
    }

    /// As the people at the door see them: without address and ticket.
    static JsonObject of(Participant participant) {
        var json = new JsonObject();
        json.addProperty("id", participant.id());
        json.addProperty("name", participant.name());
        json.addProperty("note", participant.note());
        return json;
    }

    /// As the organizer sees them.
    static JsonObject whole(Participant participant) {
        var json = of(participant);
        json.addProperty("email", participant.email().orElse(""));
        json.addProperty("code", participant.code());
        return json;
    }

    static JsonObject of(CheckIn checkIn) {
        var json = new JsonObject();
        json.addProperty("session", checkIn.session());
        json.addProperty("at", checkIn.at().toString());
        json.addProperty("by", checkIn.by());
        return json;
    }

    static <T> JsonArray all(List<T> things, Function<T, JsonElement> each) {
        var array = new JsonArray();
        things.forEach(thing -> array.add(each.apply(thing)));
        return array;
    }

    static void problem(Context context, int status, String reason) {
        var json = new JsonObject();
        json.addProperty("problem", reason);
        send(context.status(status), json);
    }

    static void send(Context context, JsonElement document) {
        send(context, document.toString());
    }

    static void send(Context context, String document) {
        context.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(document);
    }
}
