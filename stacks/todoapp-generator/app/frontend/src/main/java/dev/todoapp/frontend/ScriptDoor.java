package dev.todoapp.frontend;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.todoapp.service.Callers;
import dev.todoapp.service.JsonDocument;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/// What the pages' script asks for: the session is in a cookie that no script can read, so it asks here and not the
/// gateway.
final class ScriptDoor {
    private final GatewayClient gateway;
    private final Callers callers;

    ScriptDoor(GatewayClient gateway, Callers callers) {
        this.gateway = gateway;
        this.callers = callers;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/lists", context -> say(context, gateway.get(person(context), "/lists")));
        routes.get(
                "/api/lists/{list}",
                context -> say(context, gateway.get(person(context), "/lists/" + Pages.id(context, "list"))));
        routes.post("/api/tasks/{task}", context -> {
            var wish = new JsonObject();
            wish.addProperty("done", JsonDocument.of(context).isTrue("done"));
            var task = gateway.patch(person(context), "/tasks/" + Pages.id(context, "task"), wish);
            say(context, task.members());
        });
    }

    private static void say(Context context, JsonElement document) {
        JsonDocument.answer(context, document);
    }

    private GatewayClient.Person person(Context context) {
        return new Visit(context, callers).person();
    }
}
