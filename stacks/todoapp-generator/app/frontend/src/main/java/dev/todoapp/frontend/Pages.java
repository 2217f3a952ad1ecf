package dev.todoapp.frontend;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.todoapp.service.Callers;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Refusal;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The pages. Each works without a script; scripts only spare the person a reload.
final class Pages {
    private final GatewayClient gateway;
    private final Callers callers;
    private final Frame.Addresses addresses;
    private final Clock clock;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.todoapp.frontend.pages");

    Pages(GatewayClient gateway, Callers callers, Frame.Addresses addresses, Clock clock) {
        this.gateway = gateway;
        this.callers = callers;
        this.addresses = addresses;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", this::home);
        routes.get("/login", context -> entrance(context, "login.jte", ""));
        routes.get("/register", context -> entrance(context, "register.jte", ""));
        routes.post("/login", context -> enter(context, "login.jte", "/sessions"));
        routes.post("/register", context -> enter(context, "register.jte", "/accounts"));
        routes.post("/logout", this::leave);
        routes.get("/templates/{key}", context -> template(context, ""));
        routes.post("/templates/{key}", this::generate);
        routes.post("/lists", this::make);
        routes.get("/lists/{list}", context -> list(context, ""));
        routes.post("/lists/{list}/rename", context -> {
            var wish = new JsonObject();
            wish.addProperty("title", field(context, "title"));
            gateway.patch(visit(context).person(), "/lists/" + id(context, "list"), wish);
            context.redirect("/lists/" + id(context, "list"), HttpStatus.SEE_OTHER);
        });
        routes.post("/lists/{list}/remove", context -> {
            gateway.delete(visit(context).person(), "/lists/" + id(context, "list"));
            context.redirect("/", HttpStatus.SEE_OTHER);
        });
        routes.post("/lists/{list}/tasks", this::add);
        routes.post("/tasks/{task}", this::change);
    }

    private void home(Context context) throws InterruptedException {
        var visit = visit(context);
        var choices = View.choices(gateway.get(visit.person(), "/templates").getAsJsonArray());
        if (visit.hasSession()) {
            try {
                var overview = gateway.document(visit.person(), "/lists");
                var lists = View.lists(overview);
                var titles = lists.stream().collect(Collectors.toMap(View.TaskList::id, View.TaskList::title));
                show(
                        context,
                        "home.jte",
                        Map.of(
                                "frame", frame(visit, overview),
                                "lists", lists,
                                "due", View.tasks(overview, "due"),
                                "titles", titles,
                                "choices", choices));
                return;
            } catch (Refusal refusal) {
                if (refusal.status() != HttpStatus.UNAUTHORIZED.getCode()) {
                    throw refusal;
                }
                // The session is over.
                visit.logOut();
            }
        }
        show(context, "welcome.jte", Map.of("frame", nobody(), "choices", choices));
    }

    private void template(Context context, String problem) throws InterruptedException {
        var visit = visit(context);
        var key = id(context, "key");
        var template = View.template(gateway.document(visit.person(), "/templates/" + key));
        // Early enough for all of it, unless the person says otherwise.
        var day = day(context).orElse(today().plusDays(Math.max(7, template.lead())));
        var with = with(context);
        var query = new StringBuilder("?day=" + day);
        with.forEach(option -> query.append("&with=").append(URLEncoder.encode(option, StandardCharsets.UTF_8)));
        var preview = gateway.document(visit.person(), "/templates/" + key + "/preview" + query);
        var name = visit.hasSession() ? name(visit) : "";
        var values = new LinkedHashMap<String, Object>();
        values.put("frame", new Frame(name, visit.proof(), today(), addresses));
        values.put("template", template);
        values.put("day", day);
        values.put("with", with);
        values.put("title", Optional.ofNullable(title(context)).orElse(template.title()));
        values.put("groups", View.groups(View.preview(preview)));
        values.put("problem", problem);
        show(context, "template.jte", values);
    }

    private String name(Visit visit) throws InterruptedException {
        try {
            return gateway.document(visit.person(), "/me").text("name");
        } catch (Refusal refusal) {
            if (refusal.status() == HttpStatus.UNAUTHORIZED.getCode()) {
                return "";
            }
            throw refusal;
        }
    }

    private static @Nullable String title(Context context) {
        var typed = context.formParam("title");
        return typed == null ? context.queryParam("title") : typed;
    }

    private static Optional<LocalDate> day(Context context) {
        var typed = context.formParam("day");
        var text = typed == null ? context.queryParam("day") : typed;
        try {
            return text == null ? Optional.empty() : JsonDocument.parseDay(text);
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    private static List<String> with(Context context) {
        var typed = context.formParams("with");
        return typed.isEmpty() ? context.queryParams("with") : typed;
    }

    private void generate(Context context) throws InterruptedException {
        var wish = new JsonObject();
        wish.addProperty("template", context.pathParam("key"));
        wish.addProperty("title", field(context, "title"));
        wish.addProperty("day", field(context, "day"));
        var options = new JsonArray();
        context.formParams("with").forEach(options::add);
        wish.add("options", options);
        try {
            var list = gateway.post(visit(context).person(), "/lists", wish);
            context.redirect("/lists/" + list.text("id"), HttpStatus.SEE_OTHER);
        } catch (Refusal refusal) {
            correct(context, refusal, () -> template(context, refusal.reason()));
        }
    }

    private void make(Context context) throws InterruptedException {
        var wish = new JsonObject();
        wish.addProperty("title", field(context, "title"));
        var list = gateway.post(visit(context).person(), "/lists", wish);
        context.redirect("/lists/" + list.text("id"), HttpStatus.SEE_OTHER);
    }

    private void list(Context context, String problem) throws InterruptedException {
        var visit = visit(context);
        var document = gateway.document(visit.person(), "/lists/" + id(context, "list"));
        var values = new LinkedHashMap<String, Object>();
        values.put("frame", frame(visit, document));
        values.put("list", View.list(document));
        values.put("groups", View.groups(View.tasks(document, "tasks")));
        values.put("problem", problem);
        values.put("text", problem.isEmpty() ? "" : field(context, "text"));
        show(context, "list.jte", values);
    }

    private void add(Context context) throws InterruptedException {
        var wish = new JsonObject();
        wish.addProperty("text", field(context, "text"));
        wish.addProperty("due", field(context, "due"));
        try {
            gateway.post(visit(context).person(), "/lists/" + id(context, "list") + "/tasks", wish);
            context.redirect("/lists/" + id(context, "list"), HttpStatus.SEE_OTHER);
        } catch (Refusal refusal) {
            correct(context, refusal, () -> list(context, refusal.reason()));
        }
    }

    /// What was typed is not lost when it can't be taken.
    private static void correct(Context context, Refusal refusal, Again again) throws InterruptedException {
        if (refusal.status() != HttpStatus.UNPROCESSABLE_CONTENT.getCode()) {
            throw refusal;
        }
        context.status(refusal.status());
        again.show();
    }

    private interface Again {
        void show() throws InterruptedException;
    }

    private void change(Context context) throws InterruptedException {
        var person = visit(context).person();
        var path = "/tasks/" + id(context, "task");
        var wish = new JsonObject();
        switch (field(context, "do")) {
            case "done" -> wish.addProperty("done", true);
            case "undone" -> wish.addProperty("done", false);
            case "change" -> {
                wish.addProperty("text", field(context, "text"));
                var due = field(context, "due");
                wish.add("due", due.isBlank() ? JsonNull.INSTANCE : new JsonPrimitive(due));
            }
            case "remove" -> {
                gateway.delete(person, path);
                back(context);
                return;
            }
            default -> throw new Refusal(400, "This can't be done with a task.");
        }
        gateway.patch(person, path, wish);
        back(context);
    }

    /// Where it was asked for: the first page, or the list.
    private static void back(Context context) {
        var from = field(context, "from");
        context.redirect(from.matches("[0-9a-f-]{36}") ? "/lists/" + from : "/", HttpStatus.SEE_OTHER);
    }

    private void entrance(Context context, String page, String problem) {
        var typed = problem.isEmpty() ? "" : field(context, "name");
        // A browser may still have the cookie of a session that is over.
        var frame = new Frame("", visit(context).proof(), today(), addresses);
        show(context, page, Map.of("frame", frame, "problem", problem, "name", typed, "then", then(context)));
    }

    private void enter(Context context, String page, String path) throws InterruptedException {
        var visit = visit(context);
        var wish = new JsonObject();
        wish.addProperty("name", field(context, "name"));
        wish.addProperty("password", field(context, "password"));
        try {
            visit.logIn(gateway.post(visit.person(), path, wish));
            var then = then(context);
            context.redirect(then.isEmpty() ? "/" : "/templates/" + then, HttpStatus.SEE_OTHER);
        } catch (Refusal refusal) {
            if (refusal.status() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
                throw refusal;
            }
            context.status(refusal.status());
            entrance(context, page, refusal.reason());
        }
    }

    /// The template that somebody chose before they came in; nothing else, for an address could lead anywhere.
    private static String then(Context context) {
        var typed = context.formParam("then");
        var text = typed == null ? context.queryParam("then") : typed;
        return text != null && text.matches("[a-z][a-z0-9-]{1,39}") ? text : "";
    }

    private void leave(Context context) throws InterruptedException {
        var visit = visit(context);
        gateway.delete(visit.person(), "/sessions/current");
        visit.logOut();
        context.redirect("/", HttpStatus.SEE_OTHER);
    }

    /// It may be for a gateway that is away: who is asking is not asked then.
    void apologize(Context context, Refusal refusal) {
        show(context, "apology.jte", Map.of("frame", nobody(), "reason", refusal.reason()));
    }

    private Frame frame(Visit visit, JsonDocument document) {
        var account = document.members().getAsJsonObject("account");
        var today = LocalDate.parse(document.text("today"));
        return new Frame(new JsonDocument(account).text("name"), visit.proof(), today, addresses);
    }

    private Frame nobody() {
        return new Frame("", "", today(), addresses);
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private void show(Context context, String page, Map<String, Object> values) {
        var output = new StringOutput();
        templates.render(page, values, output);
        // A page is about one person and one moment.
        context.header("Cache-Control", "no-store").html(output.toString());
    }

    private Visit visit(Context context) {
        return new Visit(context, callers);
    }

    /// Part of an address: what can't be an id names nothing.
    static String id(Context context, String name) {
        var text = context.pathParam(name);
        if (!text.matches("[A-Za-z0-9-]{1,40}")) {
            throw Refusal.nothingHere();
        }
        return text;
    }

    private static String field(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).orElse("");
    }
}
