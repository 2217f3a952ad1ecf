package dev.todoapp.lists;

import static dev.todoapp.service.JsonDocument.answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Refusal;
import dev.todoapp.service.Server;
import dev.todoapp.service.Tokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is asked of the public API.
final class Api {
    private final Rooms rooms;
    private final Counter tasks;

    /// What it stands on.
    record Rooms(Accounts accounts, Sessions sessions, Lists lists, Generator generator) {}

    Api(Rooms rooms, Counter tasks) {
        this.rooms = rooms;
        this.tasks = tasks;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/accounts", context -> enter(context, rooms.accounts::register));
        routes.post("/sessions", context -> enter(context, rooms.accounts::open));
        routes.delete("/sessions/current", context -> {
            token(context).ifPresent(rooms.sessions::close);
            context.status(204);
        });
        routes.get("/me", context -> answer(context, json(person(context))));
        routes.get("/lists", this::overview);
        routes.post("/lists", this::make);
        routes.get("/lists/{list}", this::show);
        routes.patch("/lists/{list}", context -> {
            var title = JsonDocument.of(context).text("title");
            found(rooms.lists.rename(person(context), id(context, "list"), title));
            show(context);
        });
        routes.delete("/lists/{list}", context -> {
            found(rooms.lists.remove(person(context), id(context, "list")));
            context.status(204);
        });
        routes.post("/lists/{list}/tasks", this::add);
        routes.patch("/tasks/{task}", this::change);
        routes.delete("/tasks/{task}", context -> {
            found(rooms.lists.removeTask(person(context), id(context, "task")));
            tasks.labelValues("removed").inc();
            context.status(204);
        });
    }

    /// What registering and logging in have in common.
    @FunctionalInterface
    private interface Entrance {
        Account enter(String name, String password, String address) throws InterruptedException;
    }

    private void enter(Context context, Entrance entrance) throws InterruptedException {
        var wish = JsonDocument.of(context);
        // Only the gateway reaches this service from outside, and it says from where.
        var forwarded = context.header("X-Real-IP");
        var address = forwarded == null ? context.ip() : forwarded;
        var account = entrance.enter(wish.text("name"), wish.text("password"), address);
        var document = json(account);
        document.addProperty("token", rooms.sessions.open(account));
        document.addProperty("seconds", rooms.sessions.length().toSeconds());
        context.status(201);
        answer(context, document);
    }

    private static Optional<String> token(Context context) {
        var header = context.header("Authorization");
        return Tokens.bearer(header == null ? "" : header);
    }

    private Account person(Context context) {
        return token(context).flatMap(rooms.sessions::find).orElseThrow(() -> new Refusal(401, "Please log in first."));
    }

    private static UUID id(Context context, String name) {
        try {
            return UUID.fromString(context.pathParam(name));
        } catch (IllegalArgumentException _) {
            throw Refusal.nothingHere();
        }
    }

    private static void found(boolean isThere) {
        if (!isThere) {
            throw Refusal.nothingHere();
        }
    }

    /// All that the first page shows.
    private void overview(Context context) {
        var person = person(context);
        var today = rooms.lists.today();
        var document = new JsonObject();
        document.add("account", json(person));
        document.addProperty("today", today.toString());
        var lists = new JsonArray();
        rooms.lists.of(person).forEach(list -> lists.add(json(list)));
        document.add("lists", lists);
        document.add("due", json(rooms.lists.due(person, today)));
        answer(context, document);
    }

    private void make(Context context) throws InterruptedException {
        var person = person(context);
        var wish = JsonDocument.of(context);
        var title = wish.optionalText("title").orElse("");
        var draft = wish.has("template")
                ? rooms.generator.draft(
                        person,
                        title,
                        new Generator.Wish(
                                wish.text("template"),
                                wish.day("day"),
                                wish.texts("options"),
                                Server.requestId(context)))
                : new Lists.Draft(title, Optional.empty(), wish.day("day"), List.of());
        var list = rooms.lists.make(person, draft);
        tasks.labelValues("generated").inc(list.total());
        context.status(201);
        answer(context, json(list));
    }

    private void show(Context context) {
        var person = person(context);
        var list = rooms.lists.find(person, id(context, "list")).orElseThrow(Refusal::nothingHere);
        var document = json(list);
        document.add("account", json(person));
        document.addProperty("today", rooms.lists.today().toString());
        document.add("tasks", json(rooms.lists.tasks(list)));
        answer(context, document);
    }

    private void add(Context context) {
        var person = person(context);
        var wish = JsonDocument.of(context);
        var task = rooms.lists.add(person, id(context, "list"), wish.text("text"), wish.day("due"));
        tasks.labelValues("added").inc();
        context.status(201);
        answer(context, json(task));
    }

    private void change(Context context) {
        var person = person(context);
        var wish = JsonDocument.of(context);
        var done = wish.has("done") ? Optional.of(wish.isTrue("done")) : Optional.<Boolean>empty();
        var change = new Lists.TaskChange(
                done, wish.optionalText("text"), wish.members().has("due"), wish.day("due"));
        var task = rooms.lists.change(person, id(context, "task"), change).orElseThrow(Refusal::nothingHere);
        done.ifPresent(isDone -> tasks.labelValues(isDone ? "done" : "undone").inc());
        answer(context, json(task));
    }

    private static JsonObject json(Account account) {
        var document = new JsonObject();
        document.addProperty("id", account.id().toString());
        document.addProperty("name", account.name());
        return document;
    }

    private static JsonObject json(TaskList list) {
        var document = new JsonObject();
        document.addProperty("id", list.id().toString());
        document.addProperty("title", list.title());
        list.template().ifPresent(template -> document.addProperty("template", template));
        list.day().ifPresent(day -> document.addProperty("day", day.toString()));
        document.addProperty("open", list.open());
        document.addProperty("total", list.total());
        return document;
    }

    private static JsonArray json(List<Task> tasks) {
        var all = new JsonArray();
        tasks.forEach(task -> all.add(json(task)));
        return all;
    }

    private static JsonObject json(Task task) {
        var document = new JsonObject();
        document.addProperty("id", task.id().toString());
        document.addProperty("list", task.list().toString());
        document.addProperty("text", task.words());
        task.phase().ifPresent(phase -> document.addProperty("phase", phase));
        task.due().ifPresent(due -> document.addProperty("due", due.toString()));
        document.addProperty("done", task.isDone());
        return document;
    }
}
