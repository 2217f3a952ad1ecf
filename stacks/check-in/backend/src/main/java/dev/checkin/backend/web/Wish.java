package dev.checkin.backend.web;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.checkin.backend.Refusal;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// What is asked for, as the JSON of a request says it.
record Wish(JsonObject document) {
    static Wish of(Context context) {
        try {
            if (JsonParser.parseString(context.body()) instanceof JsonObject document) {
                return new Wish(document);
            }
        } catch (JsonParseException _) {
            // Told below, as for any other document that is none of ours.
        }
        throw Refusal.wrong("What is asked for is a JSON object.");
    }

    /// Empty where it isn't said.
    String text(String name) {
        var value = document.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (value instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw Refusal.wrong("\"" + name + "\" is a text.");
    }

    Instant moment(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeParseException _) {
            throw Refusal.wrong("\"" + name + "\" is a moment such as 2026-03-14T08:00:00Z.");
        }
    }
}
