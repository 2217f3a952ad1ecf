package dev.todolist.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.todolist.account.Account;
import dev.todolist.todo.Task;
import dev.todolist.todo.TaskList;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/// The same as JSON, for the pages' script.
final class Api {
    private final Site.Rooms rooms;

    Api(Site.Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/lists", context -> {
            var lists = new JsonArray();
            rooms.lists().of(person(context)).forEach(list -> lists.add(json(list)));
            answer(context, lists);
        });
        routes.get("/api/lists/{list}", context -> {
            var person = person(context);
            var list = rooms.lists().find(person, context.pathParam("list")).orElseThrow(Pages::nothingHere);
            var tasks = new JsonArray();
            rooms.lists().tasks(person, list.id()).forEach(task -> tasks.add(json(task)));
            var document = json(list);
            document.add("tasks", tasks);
            answer(context, document);
        });
        routes.post("/api/tasks/{task}", context -> {
            var person = person(context);
            var done = done(context);
            var task =
                    rooms.lists().check(person, context.pathParam("task"), done).orElseThrow(Pages::nothingHere);
            rooms.metrics().task(done ? "done" : "undone");
            answer(context, json(task));
        });
    }

    private static boolean done(Context context) {
        try {
            if (JsonParser.parseString(context.body()) instanceof JsonObject wish
                    && wish.get("done") instanceof com.google.gson.JsonPrimitive done
                    && done.isBoolean()) {
                return done.getAsBoolean();
            }
        } catch (JsonParseException _) {
            // Told below, as for any other document that is none of ours.
        }
        throw new Pages.Apology(HttpStatus.BAD_REQUEST, "What is asked for is {\"done\": true} or {\"done\": false}.");
    }

    private Account person(Context context) {
        return Visit.of(context, rooms.sessions())
                .account()
                .orElseThrow(() -> new Pages.Apology(HttpStatus.UNAUTHORIZED, "Please log in first."));
    }

    private static JsonObject json(TaskList list) {
        var document = new JsonObject();
        document.addProperty("id", list.id());
        document.addProperty("title", list.title());
        document.addProperty("open", list.open());
        document.addProperty("total", list.total());
        return document;
    }

    private static JsonObject json(Task task) {
        var document = new JsonObject();
        document.addProperty("id", task.id());
        document.addProperty("text", task.text());
        task.due().ifPresent(due -> document.addProperty("due", due.toString()));
        document.addProperty("done", task.isDone());
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
