package dev.checkin.frontend.web;

import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.backend.Said;
import dev.checkin.frontend.qr.QrCode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Who is to come, and their tickets.
final class ParticipantPages {
    private static final int PIXELS = 10;

    private final Rooms rooms;

    ParticipantPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/events/{event}/participants", context -> list(context, "", new Said.Taken(0, List.of())));
        routes.post("/events/{event}/participants", this::add);
        routes.post("/events/{event}/participants/list", this::take);
        routes.post("/events/{event}/participants/{participant}", this::change);
        routes.get("/events/{event}/tickets", this::tickets);
        routes.get("/t/{code}", this::ticket);
        routes.get("/t/{code}/qr.png", this::picture);
    }

    private void list(Context context, String problem, Said.Taken taken) {
        var search = Form.query(context, "search");
        var values = new HashMap<String, Object>(Map.of(
                "board",
                rooms.board(context),
                "people",
                people(context, search),
                "search",
                search,
                "problem",
                problem,
                "taken",
                taken,
                // Whoever has added one adds the next.
                "isAdding",
                !problem.isEmpty() || !Form.query(context, "adding").isEmpty()));
        for (var field : List.of("name", "email", "note", "list")) {
            values.put(field, problem.isEmpty() ? "" : Form.field(context, field));
        }
        rooms.canvas().draw(context, "participants", values);
    }

    private Said.People people(Context context, String search) {
        return rooms.backend()
                .get(
                        caller(context),
                        Rooms.event(context) + "/participants?from=" + Form.number(context, "from") + "&search="
                                + Rooms.part(search),
                        Said.People.class);
    }

    /// What was typed is not lost when it can't be taken.
    private void add(Context context) {
        try {
            rooms.backend()
                    .post(
                            caller(context),
                            Rooms.event(context) + "/participants",
                            participant(context),
                            Said.Participant.class);
            Form.see(context, Rooms.event(context) + "/participants?adding=yes");
        } catch (Backend.Refused refused) {
            sayWhatIsWrong(context, refused);
        }
    }

    private void take(Context context) {
        try {
            var answer = rooms.backend()
                    .post(caller(context), Rooms.event(context) + "/participants/list", Form.field(context, "list"));
            list(context, "", rooms.backend().read(answer, Said.Taken.class));
        } catch (Backend.Refused refused) {
            sayWhatIsWrong(context, refused);
        }
    }

    private void sayWhatIsWrong(Context context, Backend.Refused refused) {
        if (refused.status() != 409 && refused.status() != 413 && refused.status() != 422) {
            throw refused;
        }
        context.status(refused.status());
        list(context, refused.reason(), new Said.Taken(0, List.of()));
    }

    private void change(Context context) {
        var path = "/participants/" + Rooms.part(context.pathParam("participant"));
        if (Form.field(context, "do").equals("remove")) {
            rooms.backend().delete(caller(context), path);
        } else {
            rooms.backend().put(caller(context), path, participant(context));
        }
        Form.see(context, Rooms.event(context) + "/participants?search=" + Rooms.part(Form.field(context, "search")));
    }

    private static Map<String, String> participant(Context context) {
        return Map.of(
                "name", Form.field(context, "name"),
                "email", Form.field(context, "email"),
                "note", Form.field(context, "note"));
    }

    /// A sheet to be printed and cut.
    private void tickets(Context context) {
        var base = rooms.canvas().visit(context).base();
        UnaryOperator<String> draw = code -> new QrCode(address(base, code)).svg();
        rooms.canvas()
                .draw(
                        context,
                        "tickets",
                        Map.of("board", rooms.board(context), "people", people(context, ""), "draw", draw));
    }

    private void ticket(Context context) {
        var ticket = find(context);
        context.header("X-Robots-Tag", "noindex");
        rooms.canvas()
                .draw(
                        context,
                        "ticket",
                        Map.of("ticket", ticket, "qr", code(context, ticket).svg()));
    }

    private void picture(Context context) {
        context.contentType("image/png")
                .header("Cache-Control", "private, max-age=3600")
                .result(code(context, find(context)).png(PIXELS));
    }

    private Said.Ticket find(Context context) {
        return rooms.backend()
                .get(caller(context), "/tickets/" + Rooms.part(context.pathParam("code")), Said.Ticket.class);
    }

    private QrCode code(Context context, Said.Ticket ticket) {
        return new QrCode(address(rooms.canvas().visit(context).base(), ticket.code()));
    }

    private static String address(String base, String code) {
        return base + "/t/" + code;
    }

    private Backend.Caller caller(Context context) {
        return rooms.canvas().visit(context).caller();
    }
}
