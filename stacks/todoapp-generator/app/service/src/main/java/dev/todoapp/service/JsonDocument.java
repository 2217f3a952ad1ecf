package dev.todoapp.service;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON object that somebody sent: what is missing in it, or is of another kind, is refused in words.
public record JsonDocument(JsonObject members) {
    public static JsonDocument of(Context context) {
        return of(context.body());
    }

    public static JsonDocument of(String text) {
        try {
            if (JsonParser.parseString(text) instanceof JsonObject members) {
                return new JsonDocument(members);
            }
        } catch (JsonParseException _) {
            // Said below, as of any other document that is none of ours.
        }
        throw new Refusal(400, "What is sent has to be a JSON object.");
    }

    public boolean has(String name) {
        return members.get(name) != null && !members.get(name).isJsonNull();
    }

    public String text(String name) {
        if (members.get(name) instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw new Refusal(400, name + " has to be a text.");
    }

    public Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public boolean isTrue(String name) {
        if (members.get(name) instanceof JsonPrimitive value && value.isBoolean()) {
            return value.getAsBoolean();
        }
        throw new Refusal(400, name + " has to be true or false.");
    }

    public int number(String name) {
        try {
            if (members.get(name) instanceof JsonPrimitive value && value.isNumber()) {
                return value.getAsBigDecimal().intValueExact();
            }
        } catch (ArithmeticException _) {
            // Said below.
        }
        throw new Refusal(400, name + " has to be a whole number.");
    }

    public Optional<LocalDate> day(String name) {
        return optionalText(name).flatMap(JsonDocument::parseDay);
    }

    /// Nothing for nothing; refused when it is something else.
    public static Optional<LocalDate> parseDay(String text) {
        try {
            if (text.isBlank()) {
                return Optional.empty();
            }
            var day = LocalDate.parse(text.strip());
            if (day.getYear() < 1970 || day.getYear() > 9999) {
                throw new Refusal(422, "That day is too far away.");
            }
            return Optional.of(day);
        } catch (DateTimeParseException _) {
            throw new Refusal(422, "A day is written as 2026-01-31.");
        }
    }

    public List<JsonDocument> documents(String name) {
        var found = new ArrayList<JsonDocument>();
        for (var value : array(name)) {
            if (!(value instanceof JsonObject object)) {
                throw new Refusal(400, name + " has to be a list of objects.");
            }
            found.add(new JsonDocument(object));
        }
        return found;
    }

    public List<String> texts(String name) {
        var found = new ArrayList<String>();
        for (var value : array(name)) {
            if (!(value instanceof JsonPrimitive text && text.isString())) {
                throw new Refusal(400, name + " has to be a list of texts.");
            }
            found.add(text.getAsString());
        }
        return found;
    }

    private JsonArray array(String name) {
        if (!has(name)) {
            return new JsonArray();
        }
        if (members.get(name) instanceof JsonArray array) {
            return array;
        }
        throw new Refusal(400, name + " has to be a list.");
    }

    /// Words that a person typed: not empty, not endless.
    public static String words(String text, int longest, String otherwise) {
        var words = text.strip();
        if (words.isEmpty()) {
            throw new Refusal(422, otherwise);
        }
        if (words.codePointCount(0, words.length()) > longest) {
            throw new Refusal(422, "That is too long: " + longest + " characters at most.");
        }
        if (words.indexOf('\0') >= 0) {
            throw new Refusal(422, "There are characters in it that can't be kept.");
        }
        return words;
    }

    public static void answer(Context context, JsonElement document) {
        context.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(document.toString());
    }

    /// How an API apologizes.
    public static void apologize(Context context, Refusal refusal) {
        var document = new JsonObject();
        document.addProperty("problem", refusal.reason());
        answer(context, document);
    }
}
