package dev.checkin.frontend.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/// What a form says.
final class Form {
    private Form() {}

    static String field(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }

    static String query(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("");
    }

    /// A field for day and time, as the backend wants it.
    static String moment(Context context, String name, Times times) {
        return times.read(field(context, name))
                .map(Object::toString)
                .orElseThrow(() -> new Apology(
                        HttpStatus.UNPROCESSABLE_CONTENT, "A day with its time is written as 2026-01-31T09:00."));
    }

    static int number(Context context, String name) {
        try {
            return Integer.parseInt(query(context, name));
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    static void see(Context context, String path) {
        context.redirect(path, HttpStatus.SEE_OTHER);
    }
}
