package dev.emailight.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.emailight.account.Account;
import dev.emailight.message.Delivery;
import dev.emailight.message.Draft;
import dev.emailight.message.Folder;
import dev.emailight.message.Message;
import dev.emailight.message.Summary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/// The same as JSON, for the pages' script and for programs.
final class Api {
    private final Site.Rooms rooms;

    Api(Site.Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/users/me", context -> {
            var person = person(context);
            var document = new JsonObject();
            document.addProperty("id", person.id());
            document.addProperty("name", person.name());
            document.addProperty("email", person.email());
            document.addProperty("leftThisHour", rooms.desk().left(person));
            var counts = new JsonObject();
            rooms.desk().counts(person).forEach((folder, count) -> counts.addProperty(folder.word(), count));
            document.add("folders", counts);
            answer(context, document);
        });
        routes.get("/api/revision", context -> {
            var document = new JsonObject();
            document.addProperty("revision", rooms.desk().revision(person(context)));
            answer(context, document);
        });
        routes.get("/api/folders/{folder}", context -> {
            var folder = Folder.of(context.pathParam("folder")).orElseThrow(Apology::nothingHere);
            var messages = new JsonArray();
            rooms.desk()
                    .page(person(context), folder, Optional.empty())
                    .summaries()
                    .forEach(summary -> messages.add(json(summary)));
            answer(context, messages);
        });
        routes.get("/api/messages/{message}", context -> {
            var message = rooms.desk()
                    .find(person(context), context.pathParam("message"))
                    .orElseThrow(Apology::nothingHere);
            answer(context, json(message));
        });
        routes.post("/api/messages", context -> {
            var person = person(context);
            var id = rooms.desk().send(person, Optional.empty(), draft(context));
            rooms.metrics().email("queued");
            context.status(HttpStatus.ACCEPTED).header("Location", "/api/messages/" + id);
            answer(context, json(rooms.desk().find(person, id).orElseThrow(Apology::nothingHere)));
        });
    }

    private static Draft draft(Context context) {
        try {
            if (JsonParser.parseString(context.body()) instanceof JsonObject wish) {
                return new Draft(text(wish, "to"), text(wish, "subject"), text(wish, "text"));
            }
        } catch (JsonParseException _) {
            // Told below, as for any other document that is none of ours.
        }
        throw notALetter();
    }

    private static String text(JsonObject wish, String name) {
        if (wish.get(name) instanceof JsonPrimitive text && text.isString()) {
            return text.getAsString();
        }
        throw notALetter();
    }

    private static Apology notALetter() {
        return new Apology(
                HttpStatus.BAD_REQUEST, "What is asked for is {\"to\": \"…\", \"subject\": \"…\", \"text\": \"…\"}.");
    }

    private Account person(Context context) {
        return Visit.of(context, rooms.sessions())
                .account()
                .orElseThrow(() -> new Apology(HttpStatus.UNAUTHORIZED, "Please log in first."));
    }

    private static JsonObject json(Summary summary) {
        var document = new JsonObject();
        document.addProperty("id", summary.id());
        document.addProperty("to", summary.to());
        document.addProperty("subject", summary.subject());
        document.addProperty("status", summary.status());
        document.addProperty("changed", summary.at().toString());
        return document;
    }

    private static JsonObject json(Message message) {
        var document = new JsonObject();
        document.addProperty("id", message.id());
        document.addProperty("subject", message.letter().subject());
        document.addProperty("text", message.letter().text());
        document.addProperty("status", message.status().word());
        document.addProperty("attempts", message.attempts());
        message.problem().ifPresent(problem -> document.addProperty("problem", problem));
        var deliveries = new JsonArray();
        for (var delivery : message.deliveries()) {
            var one = new JsonObject();
            one.addProperty("to", delivery.to());
            one.addProperty(
                    "status",
                    switch (delivery) {
                        case Delivery.Open _ -> "open";
                        case Delivery.Sent _ -> "sent";
                        case Delivery.Refused _ -> "refused";
                    });
            delivery.refusal().ifPresent(reason -> one.addProperty("reason", reason));
            deliveries.add(one);
        }
        document.add("deliveries", deliveries);
        return document;
    }

    static void say(Context context, String reason) {
        var document = new JsonObject();
        document.addProperty("problem", reason);
        answer(context, document);
    }

    private static void answer(Context context, JsonElement document) {
        context.contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(document.toString());
    }
}
