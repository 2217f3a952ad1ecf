package dev.checkin.frontend.web;

import dev.checkin.frontend.backend.Backend;
import dev.checkin.frontend.backend.Said;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What the pages stand on.
record Rooms(Backend backend, Surroundings surroundings, Canvas canvas) {
    /// The event of the address, as the backend and the pages call it.
    static String event(Context context) {
        return "/events/" + part(context.pathParam("event"));
    }

    /// What came in an address goes on in one.
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Said.Board board(Context context) {
        return backend.get(canvas.visit(context).caller(), event(context), Said.Board.class);
    }
}
