package dev.checkin.backend.web;

import dev.checkin.backend.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/// The board of an event as server-sent events: at once, and again whenever it has changed. Where the word of a change
/// gets
/// lost, it is looked at anew after a few seconds all the same.
final class LiveApi {
    static final String PATH = "/api/v1/events/{event}/live";

    private static final int WATCHERS = 500;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /// At a crowded door several come in a second: their board is sent once.
    private static final Duration BREATH = Duration.ofMillis(200);

    private final Rooms rooms;
    private final Semaphore places = new Semaphore(WATCHERS);

    LiveApi(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::watch);
    }

    private void watch(Context context) throws IOException, InterruptedException {
        var event = rooms.events().see(Visit.visitor(context, rooms), context.pathParam("event"));
        if (!places.tryAcquire()) {
            throw Refusal.tooMany("Too many people are watching. Please try again.");
        }
        try (var watch = rooms.news().watch(event.id())) {
            var response = context.res();
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            var out = response.getOutputStream();
            var last = "";
            while (!watch.isOver()) {
                // Whoever has lost the right to see it in the meantime sees no more of it.
                var board = rooms.boards().of(rooms.events().see(Visit.visitor(context, rooms), event.id()));
                out.write((board.equals(last) ? ": still here\n\n" : "data: " + board + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                last = board;
                watch.await(LONGEST_SILENCE);
                Thread.sleep(BREATH);
            }
        } catch (Refusal refusal) {
            if (!context.res().isCommitted()) {
                throw refusal;
            }
            // What is under way can only end; the browser asks again and is told why.
        } finally {
            places.release();
        }
    }
}
