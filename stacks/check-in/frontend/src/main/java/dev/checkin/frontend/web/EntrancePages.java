package dev.checkin.frontend.web;

import com.google.gson.reflect.TypeToken;
import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.backend.Said;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Coming in: as an organizer with an account, or at a door with its code. And where one gets then.
final class EntrancePages {
    private static final TypeToken<List<Said.Event>> EVENTS = new TypeToken<>() {};
    private static final TypeToken<List<Said.Session>> SESSIONS = new TypeToken<>() {};

    private final Rooms rooms;

    EntrancePages(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", this::home);
        routes.get("/login", context -> form(context, "login", ""));
        routes.get("/register", context -> form(context, "register", ""));
        routes.get("/door", context -> door(context, "", ""));
        routes.get("/door/{code}", context -> door(context, context.pathParam("code"), ""));
        routes.post("/login", context -> enter(context, "login", "/login"));
        routes.post("/register", context -> enter(context, "register", "/accounts"));
        routes.post("/door", this::enterDoor);
        routes.post("/logout", context -> {
            rooms.backend().post(caller(context), "/logout", "");
            rooms.canvas().visit(context).forget();
            Form.see(context, "/");
        });
    }

    private void home(Context context) {
        var guest = rooms.canvas().visit(context).guest();
        if (guest.isEmpty()) {
            var registration = rooms.backend().get(caller(context), "/registration", Said.Registration.class);
            rooms.canvas().draw(context, "welcome", Map.of("isOpen", registration.open()));
        } else if (guest.get().isOrganizer()) {
            var events = rooms.backend().get(caller(context), "/events", EVENTS);
            var now = rooms.surroundings().clock().instant();
            var next = rooms.backend().get(caller(context), "/sessions", SESSIONS).stream()
                    .filter(session -> session.beginning().isBefore(now))
                    .toList();
            rooms.canvas()
                    .draw(
                            context,
                            "home",
                            Map.of("coming", coming(events, now), "past", past(events, now), "running", next));
        } else {
            Form.see(context, "/events/" + guest.get().door() + "/scan");
        }
    }

    /// An event may last: it is past on the next day.
    private static List<Said.Event> coming(List<Said.Event> events, Instant now) {
        return events.stream()
                .filter(event -> isComing(event, now))
                .sorted(Comparator.comparing(Said.Event::begins))
                .toList();
    }

    private static List<Said.Event> past(List<Said.Event> events, Instant now) {
        return events.stream().filter(event -> !isComing(event, now)).toList();
    }

    private static boolean isComing(Said.Event event, Instant now) {
        return event.beginning().isAfter(now.minus(java.time.Duration.ofDays(1)));
    }

    private void form(Context context, String page, String problem) {
        rooms.canvas()
                .draw(
                        context,
                        page,
                        Map.of("problem", problem, "name", problem.isEmpty() ? "" : Form.field(context, "name")));
    }

    private void enter(Context context, String page, String path) {
        var wish = Map.of("name", Form.field(context, "name"), "password", Form.field(context, "password"));
        try {
            admit(context, rooms.backend().post(anybody(context), path, wish, Said.Admitted.class));
        } catch (Backend.Refused refused) {
            context.status(refused.status());
            form(context, page, refused.reason());
        }
    }

    private void door(Context context, String code, String problem) {
        rooms.canvas()
                .draw(context, "door", Map.of("code", code, "problem", problem, "name", Form.field(context, "name")));
    }

    private void enterDoor(Context context) {
        var code = Form.field(context, "code");
        try {
            admit(
                    context,
                    rooms.backend()
                            .post(
                                    anybody(context),
                                    "/doors",
                                    Map.of("code", code, "name", Form.field(context, "name")),
                                    Said.Admitted.class));
        } catch (Backend.Refused refused) {
            context.status(refused.status());
            door(context, code, refused.reason());
        }
    }

    private void admit(Context context, Said.Admitted admitted) {
        rooms.canvas().visit(context).logIn(admitted);
        Form.see(context, "/");
    }

    private Backend.Caller caller(Context context) {
        return rooms.canvas().visit(context).caller();
    }

    /// Whoever comes in is nobody yet, whatever cookie they still have.
    private Backend.Caller anybody(Context context) {
        return new Backend.Caller("", caller(context).address());
    }
}
