package dev.checkin.frontend.web;

import com.google.gson.JsonObject;
import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.backend.Said;
import dev.checkin.frontend.qr.QrReader;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// The page at the door: a code is scanned or typed, or a name looked up. Without a script the code is typed and the
/// page
/// comes anew; with it, nothing has to be loaded while a queue waits.
final class ScanPages {
    /// Reading a picture takes a core for a moment; what doesn't get its turn is followed by the next picture.
    private final Semaphore turns = new Semaphore(2);

    private final Set<InputStream> streams = ConcurrentHashMap.newKeySet();
    private final Rooms rooms;

    ScanPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/events/{event}/scan", this::page);
        routes.post("/events/{event}/scan", this::scanWithoutScript);
        routes.post("/events/{event}/scans", this::scan);
        routes.post("/events/{event}/frames", this::frame);
        routes.get(
                "/events/{event}/people",
                context -> json(
                        context,
                        rooms.backend()
                                .text(
                                        caller(context),
                                        Rooms.event(context) + "/participants?search="
                                                + Rooms.part(Form.query(context, "search")))));
        routes.get("/events/{event}/live", this::live);
    }

    private void page(Context context) {
        page(context, Form.query(context, "session"), new Outcome("", "", "", ""));
    }

    private void page(Context context, String session, Outcome outcome) {
        var board = rooms.board(context);
        var chosen = board.sessions().stream()
                .filter(each -> each.id().equals(session))
                .findFirst()
                .or(() -> board.sessions().stream()
                        .filter(each -> rooms.canvas().times().isNow(each.beginning(), each.ending()))
                        .findFirst())
                .map(Said.Session::id)
                .orElse(
                        board.sessions().isEmpty()
                                ? ""
                                : board.sessions().getFirst().id());
        rooms.canvas().draw(context, "scan", Map.of("board", board, "chosen", chosen, "outcome", outcome));
    }

    private void scanWithoutScript(Context context) {
        var session = Form.field(context, "session");
        page(context, session, checkIn(context, session));
    }

    private void scan(Context context) {
        var session = Form.field(context, "session");
        var outcome =
                Form.field(context, "do").equals("take-back") ? takeBack(context, session) : checkIn(context, session);
        var json = new JsonObject();
        json.addProperty("kind", outcome.kind());
        json.addProperty("title", outcome.title());
        json.addProperty("detail", outcome.detail());
        json.addProperty("participant", outcome.participant());
        json(context, json.toString());
    }

    private Outcome checkIn(Context context, String session) {
        var wish = new HashMap<String, String>();
        for (var field : new String[] {"code", "participant"}) {
            wish.put(field, Form.field(context, field));
        }
        try {
            var scan = rooms.backend().post(caller(context), checkIns(session), wish, Said.Scan.class);
            return new Outcome(
                    "welcome",
                    scan.participant().name(),
                    scan.participant().note(),
                    scan.participant().id());
        } catch (Backend.Refused refused) {
            return switch (refused.status()) {
                case 409 -> again(rooms.backend().read(refused.document(), Said.Scan.class));
                case 404, 422 -> new Outcome("refused", "Not on the list", refused.reason(), "");
                default -> throw refused;
            };
        }
    }

    private Outcome again(Said.Scan earlier) {
        var times = rooms.canvas().times();
        var at = java.time.Instant.parse(earlier.at());
        return new Outcome(
                "again",
                earlier.participant().name(),
                "Has been here since " + times.time(at) + ", let in by " + earlier.by() + ".",
                earlier.participant().id());
    }

    private Outcome takeBack(Context context, String session) {
        var participant = Form.field(context, "participant");
        try {
            rooms.backend().delete(caller(context), checkIns(session) + "/" + Rooms.part(participant));
            return new Outcome("taken-back", "Taken back", "The ticket is good again.", "");
        } catch (Backend.Refused refused) {
            if (refused.status() == 404) {
                return new Outcome("refused", "Not here", refused.reason(), "");
            }
            throw refused;
        }
    }

    private static String checkIns(String session) {
        return "/sessions/" + Rooms.part(session) + "/checkins";
    }

    /// A picture from a browser that can't read QR codes by itself.
    private void frame(Context context) {
        if (rooms.canvas().visit(context).guest().isEmpty()) {
            throw new Apology(HttpStatus.UNAUTHORIZED, "Please log in first.");
        }
        context.status(HttpStatus.NO_CONTENT);
        if (!turns.tryAcquire()) {
            return;
        }
        try {
            QrReader.read(context.bodyAsBytes(), Form.number(context, "width"), Form.number(context, "height"))
                    .ifPresent(text -> {
                        var json = new JsonObject();
                        json.addProperty("code", text);
                        json(context.status(HttpStatus.OK), json.toString());
                    });
        } finally {
            turns.release();
        }
    }

    /// What the backend tells is passed on as it comes.
    private void live(Context context) throws IOException {
        try (var news = rooms.backend().stream(caller(context), Rooms.event(context) + "/live")) {
            streams.add(news);
            try {
                var response = context.res();
                response.setContentType("text/event-stream");
                response.setCharacterEncoding("UTF-8");
                response.setHeader("Cache-Control", "no-store");
                response.setHeader("X-Accel-Buffering", "no");
                var out = response.getOutputStream();
                var buffer = new byte[8192];
                int read;
                while ((read = news.read(buffer)) >= 0) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            } finally {
                streams.remove(news);
            }
        }
    }

    /// Sends those who watch elsewhere: their browsers ask again.
    void endStreams() {
        for (var stream : streams) {
            try {
                stream.close();
            } catch (IOException problem) {
                // It has ended by itself, which is what was wanted.
                continue;
            }
        }
    }

    private static void json(Context context, String document) {
        context.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(document);
    }

    private Backend.Caller caller(Context context) {
        return rooms.canvas().visit(context).caller();
    }
}
