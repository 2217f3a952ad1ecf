package dev.checkin.backend.web;

import com.google.gson.JsonObject;
import dev.checkin.backend.Refusal;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.event.CheckIn;
import dev.checkin.backend.event.CheckIns;
import dev.checkin.backend.event.Codes;
import dev.checkin.backend.event.Participant;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/// What happens at a door, and the ticket that is shown there.
final class DoorApi {
    private final Rooms rooms;

    DoorApi(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/api/v1/sessions/{session}/checkins", this::checkIn);
        routes.delete("/api/v1/sessions/{session}/checkins/{participant}", context -> {
            rooms.checkIns()
                    .takeBack(
                            Visit.visitor(context, rooms),
                            context.pathParam("session"),
                            context.pathParam("participant"));
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.get("/api/v1/tickets/{code}", this::ticket);
    }

    private void checkIn(Context context) {
        var visitor = Visit.visitor(context, rooms);
        var wish = Wish.of(context);
        var session = context.pathParam("session");
        var result = wish.text("code").isBlank()
                ? rooms.checkIns().checkIn(visitor, session, wish.text("participant"))
                : rooms.checkIns().checkInByCode(visitor, session, wish.text("code"));
        switch (result) {
            case CheckIns.Result.Welcome(var participant, var checkIn) ->
                Answers.send(context.status(HttpStatus.CREATED), json(visitor, participant, checkIn));
            case CheckIns.Result.AlreadyThere(var participant, var checkIn) -> {
                var json = json(visitor, participant, checkIn);
                json.addProperty("problem", "Already checked in.");
                Answers.send(context.status(HttpStatus.CONFLICT), json);
            }
        }
    }

    private static JsonObject json(Visitor visitor, Participant participant, CheckIn checkIn) {
        var json = Answers.of(checkIn);
        json.add("participant", ParticipantApi.forVisitor(visitor, participant));
        return json;
    }

    /// For whoever holds it: the code is all that is asked for.
    private void ticket(Context context) {
        var participant = rooms.participants()
                .byCode(Codes.read(context.pathParam("code")))
                .orElseThrow(() -> Refusal.notThere("There is no such ticket."));
        var event = rooms.events().of(participant);
        var json = new JsonObject();
        json.addProperty("code", participant.code());
        json.addProperty("name", participant.name());
        json.addProperty("note", participant.note());
        json.add("event", Answers.of(event));
        Answers.send(context, json);
    }
}
