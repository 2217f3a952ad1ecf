package dev.checkin.frontend.web;

import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.backend.Said;
import dev.checkin.frontend.qr.QrCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// An event's board, its sessions and its door.
final class EventPages {
    /// Long enough for a day; who wants it otherwise changes it.
    private static final Duration ENTRANCE = Duration.ofHours(10);

    private final Rooms rooms;

    EventPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/events", this::make);
        routes.get("/events/{event}", this::board);
        routes.get("/events/{event}/settings", this::settings);
        routes.post("/events/{event}/change", context -> {
            rooms.backend().put(caller(context), path(context), event(context));
            Form.see(context, path(context));
        });
        routes.post("/events/{event}/remove", context -> {
            rooms.backend().delete(caller(context), path(context));
            Form.see(context, "/");
        });
        routes.post("/events/{event}/door", context -> {
            rooms.backend().post(caller(context), path(context) + "/door", "");
            Form.see(context, path(context) + "/settings");
        });
        routes.post("/events/{event}/sessions", context -> {
            rooms.backend().post(caller(context), path(context) + "/sessions", session(context), Said.Session.class);
            Form.see(context, path(context) + "/settings");
        });
        routes.post("/events/{event}/sessions/{session}", this::changeSession);
        routes.get(
                "/events/{event}/attendance.csv",
                context -> context.contentType("text/csv; charset=utf-8")
                        .header("Content-Disposition", "attachment; filename=\"attendance.csv\"")
                        .header("Cache-Control", "no-store")
                        .result(rooms.backend().text(caller(context), path(context) + "/attendance.csv")));
    }

    /// With a first door, so that people can be let in at once.
    private void make(Context context) {
        var wish = event(context);
        var event = rooms.backend().post(caller(context), "/events", wish, Said.Event.class);
        var begins = Instant.parse(event.begins());
        rooms.backend()
                .post(
                        caller(context),
                        "/events/" + event.id() + "/sessions",
                        Map.of(
                                "title", "Entrance",
                                "begins", begins.toString(),
                                "ends", begins.plus(ENTRANCE).toString()),
                        Said.Session.class);
        Form.see(context, "/events/" + event.id());
    }

    private void board(Context context) {
        rooms.canvas().draw(context, "event", Map.of("board", rooms.board(context)));
    }

    private void settings(Context context) {
        var door = rooms.backend().get(caller(context), path(context) + "/door", Said.Door.class);
        var address = rooms.canvas().visit(context).base() + "/door/" + door.code();
        rooms.canvas()
                .draw(
                        context,
                        "settings",
                        Map.of(
                                "board", rooms.board(context),
                                "code", Said.spelled(door.code()),
                                "address", address,
                                "qr", new QrCode(address).svg()));
    }

    private void changeSession(Context context) {
        var session = "/sessions/" + context.pathParam("session");
        if (Form.field(context, "do").equals("remove")) {
            rooms.backend().delete(caller(context), session);
        } else {
            rooms.backend().put(caller(context), session, session(context));
        }
        Form.see(context, path(context) + "/settings");
    }

    private Map<String, String> event(Context context) {
        return Map.of(
                "title", Form.field(context, "title"),
                "place", Form.field(context, "place"),
                "begins", Form.moment(context, "begins", rooms.canvas().times()));
    }

    private Map<String, String> session(Context context) {
        return Map.of(
                "title", Form.field(context, "title"),
                "room", Form.field(context, "room"),
                "begins", Form.moment(context, "begins", rooms.canvas().times()),
                "ends", Form.moment(context, "ends", rooms.canvas().times()));
    }

    private static String path(Context context) {
        return Rooms.event(context);
    }

    private Backend.Caller caller(Context context) {
        return rooms.canvas().visit(context).caller();
    }
}
