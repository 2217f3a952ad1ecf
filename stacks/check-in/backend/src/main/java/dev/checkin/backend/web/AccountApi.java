package dev.checkin.backend.web;

import com.google.gson.JsonObject;
import dev.checkin.backend.account.Visitor;
import dev.checkin.backend.account.Visitors;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/// Coming and going.
final class AccountApi {
    private final Rooms rooms;

    AccountApi(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/registration", context -> {
            var json = new JsonObject();
            json.addProperty("open", rooms.accounts().isOpen());
            Answers.send(context, json);
        });
        routes.post("/api/v1/accounts", context -> {
            var wish = Wish.of(context);
            admit(
                    context,
                    rooms.accounts().register(wish.text("name"), wish.text("password"), Visit.address(context, rooms)));
        });
        routes.post("/api/v1/login", context -> {
            var wish = Wish.of(context);
            admit(
                    context,
                    rooms.accounts().open(wish.text("name"), wish.text("password"), Visit.address(context, rooms)));
        });
        routes.post("/api/v1/doors", context -> {
            var wish = Wish.of(context);
            admit(context, rooms.events().enter(wish.text("code"), wish.text("name")));
        });
        routes.post("/api/v1/logout", context -> {
            Visit.token(context).ifPresent(rooms.visitors()::end);
            context.status(HttpStatus.NO_CONTENT);
        });
        routes.get("/api/v1/me", context -> Answers.send(context, json(Visit.visitor(context, rooms))));
    }

    private void admit(Context context, Visitor visitor) {
        var json = json(visitor);
        json.addProperty("token", rooms.visitors().admit(visitor));
        json.addProperty("seconds", Visitors.life(visitor).toSeconds());
        Answers.send(context.status(HttpStatus.CREATED), json);
    }

    private static JsonObject json(Visitor visitor) {
        var json = new JsonObject();
        json.addProperty("name", visitor.name());
        switch (visitor) {
            case Visitor.Organizer _ -> json.addProperty("role", "organizer");
            case Visitor.Doorkeeper doorkeeper -> {
                json.addProperty("role", "door");
                json.addProperty("event", doorkeeper.event());
            }
        }
        return json;
    }
}
