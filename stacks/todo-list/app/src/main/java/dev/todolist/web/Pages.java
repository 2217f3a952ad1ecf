package dev.todolist.web;

import dev.todolist.account.Account;
import dev.todolist.account.Accounts;
import dev.todolist.todo.Lists;
import dev.todolist.todo.Task;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pages. Each works without a script; scripts only spare the person a reload.
final class Pages {
    private final Site.Rooms rooms;
    private final Assets assets;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.todolist.pages");

    Pages(Site.Rooms rooms, Assets assets) {
        this.rooms = rooms;
        this.assets = assets;
    }

    /// A page that says that something can't be.
    static final class Apology extends RuntimeException {
        private final HttpStatus status;

        Apology(HttpStatus status, String reason) {
            super(reason, null, false, false);
            this.status = status;
        }

        HttpStatus status() {
            return status;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", this::home);
        routes.get("/login", context -> form(context, "login.jte", "", HttpStatus.OK));
        routes.get("/register", context -> form(context, "register.jte", "", HttpStatus.OK));
        routes.post("/login", context -> enter(context, "login.jte", rooms.accounts()::open));
        routes.post("/register", context -> enter(context, "register.jte", rooms.accounts()::register));
        routes.post("/logout", context -> {
            visit(context).logOut();
            context.redirect("/", HttpStatus.SEE_OTHER);
        });
        routes.post("/lists", context -> {
            var id = rooms.lists().make(person(context), field(context, "title"));
            context.redirect("/lists/" + id, HttpStatus.SEE_OTHER);
        });
        routes.get("/lists/{list}", context -> show(context, ""));
        routes.post("/lists/{list}/rename", context -> {
            found(rooms.lists().rename(person(context), context.pathParam("list"), field(context, "title")));
            backToList(context);
        });
        routes.post("/lists/{list}/remove", context -> {
            found(rooms.lists().remove(person(context), context.pathParam("list")));
            context.redirect("/", HttpStatus.SEE_OTHER);
        });
        routes.post("/lists/{list}/tasks", this::add);
        routes.post("/tasks/{task}", this::change);
    }

    private void home(Context context) {
        var visit = visit(context);
        if (visit.account().isEmpty()) {
            render(context, "welcome.jte", Map.of("frame", frame(visit)));
            return;
        }
        var person = visit.account().get();
        var lists = rooms.lists().of(person);
        var titles = lists.stream().collect(Collectors.toMap(list -> list.id(), list -> list.title()));
        List<Task> due = rooms.lists().due(person, rooms.lists().today());
        render(context, "home.jte", Map.of("frame", frame(visit), "lists", lists, "due", due, "titles", titles));
    }

    private void show(Context context, String problem) {
        var person = person(context);
        var list = rooms.lists().find(person, context.pathParam("list")).orElseThrow(Pages::nothingHere);
        render(
                context,
                "list.jte",
                Map.of(
                        "frame",
                        frame(visit(context)),
                        "list",
                        list,
                        "tasks",
                        rooms.lists().tasks(person, list.id()),
                        "problem",
                        problem,
                        "text",
                        problem.isEmpty() ? "" : field(context, "text")));
    }

    /// What was typed is not lost when it can't be taken.
    private void add(Context context) {
        try {
            rooms.lists().add(person(context), context.pathParam("list"), field(context, "text"), day(context));
            rooms.metrics().task("added");
            backToList(context);
        } catch (Lists.Refused refused) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            show(context, refused.reason());
        }
    }

    private void change(Context context) {
        var person = person(context);
        var id = context.pathParam("task");
        var task = rooms.lists().task(person, id).orElseThrow(Pages::nothingHere);
        switch (field(context, "do")) {
            case "done", "undone" -> {
                var event = field(context, "do");
                rooms.lists().check(person, id, event.equals("done"));
                rooms.metrics().task(event);
            }
            case "remove" -> {
                rooms.lists().removeTask(person, id);
                rooms.metrics().task("removed");
            }
            case "change" -> rooms.lists().change(person, id, field(context, "text"), day(context));
            default -> throw new Apology(HttpStatus.BAD_REQUEST, "This can't be done with a task.");
        }
        // Back to where it was asked for: the day's page or the list.
        context.redirect(field(context, "from").equals("home") ? "/" : "/lists/" + task.list(), HttpStatus.SEE_OTHER);
    }

    /// What registering and logging in have in common.
    @FunctionalInterface
    private interface Entrance {
        Accounts.Result enter(String name, String password, String address) throws InterruptedException;
    }

    private void enter(Context context, String page, Entrance entrance) throws InterruptedException {
        var visit = visit(context);
        switch (entrance.enter(field(context, "name"), field(context, "password"), visit.address())) {
            case Accounts.Result.Opened(var account) -> {
                visit.logIn(account);
                context.redirect("/", HttpStatus.SEE_OTHER);
            }
            case Accounts.Result.Refused(var status, var reason) ->
                form(context, page, reason, HttpStatus.forStatus(status));
        }
    }

    private void form(Context context, String page, String problem, HttpStatus status) {
        context.status(status);
        var name = problem.isEmpty() ? "" : field(context, "name");
        render(context, page, Map.of("frame", frame(visit(context)), "problem", problem, "name", name));
    }

    /// It may be for a database that is away: who is asking is not asked then.
    void apologize(Context context, Apology apology) {
        render(context, "apology.jte", Map.of("frame", frame(Optional.empty(), ""), "reason", apology.reason()));
    }

    private Frame frame(Visit visit) {
        return frame(visit.account(), visit.proof());
    }

    private Frame frame(Optional<Account> account, String proof) {
        return new Frame(
                account,
                proof,
                assets.address("style.css"),
                assets.address("tasks.js"),
                rooms.lists().today());
    }

    private void render(Context context, String page, Map<String, Object> values) {
        var output = new StringOutput();
        templates.render(page, values, output);
        // A page is about one person and one moment.
        context.header("Cache-Control", "no-store").html(output.toString());
    }

    private Visit visit(Context context) {
        return Visit.of(context, rooms.sessions());
    }

    private Account person(Context context) {
        return visit(context).account().orElseThrow(() -> new Apology(HttpStatus.UNAUTHORIZED, "Please log in first."));
    }

    private static void backToList(Context context) {
        context.redirect("/lists/" + context.pathParam("list"), HttpStatus.SEE_OTHER);
    }

    static String field(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }

    private static Optional<LocalDate> day(Context context) {
        return day(field(context, "due"));
    }

    static Optional<LocalDate> day(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(text.strip()));
        } catch (DateTimeParseException _) {
            throw new Lists.Refused("A day is written as 2026-01-31.");
        }
    }

    private static void found(boolean isThere) {
        if (!isThere) {
            throw nothingHere();
        }
    }

    static Apology nothingHere() {
        return new Apology(HttpStatus.NOT_FOUND, "There is nothing here.");
    }
}
