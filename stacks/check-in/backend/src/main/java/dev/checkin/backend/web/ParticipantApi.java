package dev.checkin.backend.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.checkin.backend.Refusal;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.event.CheckIn;
import dev.checkin.backend.event.Participant;
import dev.checkin.backend.event.Participants;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Who is to come, one by one and as lists.
final class ParticipantApi {
    private final Rooms rooms;

    ParticipantApi(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/events/{event}/participants", this::find);
        routes.post("/api/v1/events/{event}/participants", context -> {
            var participant = rooms.participants().add(visitor(context), event(context), participant(Wish.of(context)));
            Answers.send(context.status(HttpStatus.CREATED), Answers.whole(participant));
        });
        routes.post("/api/v1/events/{event}/participants/list", this::take);
        routes.put("/api/v1/participants/{participant}", context -> {
            rooms.participants()
                    .change(visitor(context), context.pathParam("participant"), participant(Wish.of(context)));
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.delete("/api/v1/participants/{participant}", context -> {
            rooms.participants().remove(visitor(context), context.pathParam("participant"));
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.get("/api/v1/events/{event}/attendance.csv", this::attendance);
    }

    private void find(Context context) {
        var visitor = visitor(context);
        var from = from(context);
        var search = context.queryParam("search");
        var page = rooms.participants().find(visitor, event(context), search == null ? "" : search, from);
        Map<String, List<CheckIn>> checkIns =
                rooms.checkIns().of(page.participants()).stream().collect(Collectors.groupingBy(CheckIn::participant));
        var found = new JsonArray();
        for (var participant : page.participants()) {
            var json = forVisitor(visitor, participant);
            json.add("checkIns", Answers.all(checkIns.getOrDefault(participant.id(), List.of()), Answers::of));
            found.add(json);
        }
        var json = new JsonObject();
        json.addProperty("total", page.total());
        json.addProperty("from", from);
        json.addProperty("page", Participants.PAGE);
        json.add("participants", found);
        Answers.send(context, json);
    }

    private static int from(Context context) {
        var text = context.queryParam("from");
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw Refusal.wrong("\"from\" is a number, 0 or more.");
        }
        return Integer.parseInt(text);
    }

    static JsonObject forVisitor(Visitor visitor, Participant participant) {
        return switch (visitor) {
            case Visitor.Organizer _ -> Answers.whole(participant);
            case Visitor.Doorkeeper _ -> Answers.of(participant);
        };
    }

    private void take(Context context) {
        var taken = rooms.participants().take(visitor(context), event(context), context.body());
        var json = new JsonObject();
        json.addProperty("added", taken.added());
        json.add("left", Answers.all(taken.left(), left -> {
            var line = new JsonObject();
            line.addProperty("line", left.line());
            line.addProperty("reason", left.reason());
            return line;
        }));
        Answers.send(context, json);
    }

    private void attendance(Context context) {
        var visitor = visitor(context);
        var event = rooms.events().own(visitor, event(context));
        var list = new Attendance(
                rooms.sessions().of(event),
                rooms.participants().all(visitor, event.id()),
                rooms.checkIns().of(event));
        context.contentType("text/csv; charset=utf-8")
                .header("Cache-Control", "no-store")
                .result(list.text());
    }

    private static Participants.Wish participant(Wish wish) {
        return new Participants.Wish(wish.text("name"), wish.text("email"), wish.text("note"));
    }

    private static String event(Context context) {
        return context.pathParam("event");
    }

    private Visitor visitor(Context context) {
        return Visit.visitor(context, rooms);
    }
}
