package dev.checkin.backend.web;

import com.google.gson.JsonObject;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.event.Events;
import dev.checkin.backend.event.Sessions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/// Events and their sessions.
final class EventApi {
    private final Rooms rooms;

    EventApi(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get(
                "/api/v1/events",
                context -> Answers.send(context, Answers.all(rooms.events().of(visitor(context)), Answers::of)));
        routes.post("/api/v1/events", context -> {
            var event = rooms.events().make(visitor(context), event(Wish.of(context)));
            Answers.send(context.status(HttpStatus.CREATED), Answers.of(event));
        });
        routes.get("/api/v1/events/{event}", context -> {
            var event = rooms.events().see(visitor(context), id(context));
            Answers.send(context, rooms.boards().of(event));
        });
        routes.put("/api/v1/events/{event}", context -> {
            rooms.events().change(visitor(context), id(context), event(Wish.of(context)));
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.delete("/api/v1/events/{event}", context -> {
            rooms.events().remove(visitor(context), id(context));
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.get("/api/v1/events/{event}/door", context -> {
            var event = rooms.events().own(visitor(context), id(context));
            Answers.send(context, door(event.door()));
        });
        routes.post(
                "/api/v1/events/{event}/door",
                context -> Answers.send(context, door(rooms.events().newDoor(visitor(context), id(context)))));
        routes.get(
                "/api/v1/sessions",
                context -> Answers.send(context, Answers.all(rooms.sessions().next(visitor(context)), Answers::of)));
        routes.post("/api/v1/events/{event}/sessions", context -> {
            var session = rooms.sessions().make(visitor(context), id(context), session(Wish.of(context)));
            Answers.send(context.status(HttpStatus.CREATED), Answers.of(session));
        });
        routes.put("/api/v1/sessions/{session}", context -> {
            rooms.sessions().change(visitor(context), context.pathParam("session"), session(Wish.of(context)));
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.delete("/api/v1/sessions/{session}", context -> {
            rooms.sessions().remove(visitor(context), context.pathParam("session"));
            context.status(HttpStatus.NO_CONTENT);
        });
    }

    private static Events.Wish event(Wish wish) {
        return new Events.Wish(wish.text("title"), wish.text("place"), wish.moment("begins"));
    }

    private static Sessions.Wish session(Wish wish) {
        return new Sessions.Wish(wish.text("title"), wish.text("room"), wish.moment("begins"), wish.moment("ends"));
    }

    private static JsonObject door(String code) {
        var json = new JsonObject();
        json.addProperty("code", code);
        return json;
    }

    private static String id(Context context) {
        return context.pathParam("event");
    }

    private Visitor visitor(Context context) {
        return Visit.visitor(context, rooms);
    }
}
