package dev.todoapp.generator;

import static dev.todoapp.service.JsonDocument.answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Refusal;
import dev.todoapp.service.Tokens;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.prometheus.metrics.core.metrics.Counter;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is asked of the private API. What the gateway passes on to it is free to read; generating is for the public
/// API,
/// and changing templates and settings for whoever looks after the stack.
final class Api {
    private static final int LATEST = 100;

    private final Rooms rooms;
    private final Tokens tokens;
    private final Counter generated;

    /// What it stands on.
    record Rooms(Templates templates, Generations generations, SiteSettings settings, Jobs jobs) {}

    Api(Rooms rooms, Tokens tokens, Counter generated) {
        this.rooms = rooms;
        this.tokens = tokens;
        this.generated = generated;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/templates", this::templates);
        routes.get(
                "/templates/{key}",
                context -> answer(context, template(context.pathParam("key")).json()));
        routes.get("/templates/{key}/preview", this::preview);
        routes.post("/generations", this::generate);
        routes.put("/templates/{key}", this::save);
        routes.delete("/templates/{key}", context -> {
            claims(context, Tokens.Audience.ADMINISTRATION);
            if (!rooms.templates.remove(context.pathParam("key"))) {
                throw Refusal.nothingHere();
            }
            context.status(204);
        });
        routes.get("/generations", this::latest);
        routes.get("/settings", this::settings);
        routes.put("/settings/{name}", context -> {
            claims(context, Tokens.Audience.ADMINISTRATION);
            rooms.settings.set(
                    context.pathParam("name"), JsonDocument.of(context).number("value"));
            settings(context);
        });
        routes.get("/jobs", this::jobs);
    }

    private void templates(Context context) {
        var uses = rooms.generations.uses();
        var all = new JsonArray();
        rooms.templates.all().forEach(template -> {
            var one = new JsonObject();
            one.addProperty("key", template.key());
            one.addProperty("title", template.title());
            one.addProperty("summary", template.summary());
            one.addProperty("icon", template.icon());
            one.addProperty("steps", template.steps());
            one.addProperty("uses", uses.getOrDefault(template.key(), 0L));
            all.add(one);
        });
        answer(context, all);
    }

    private Template template(String key) {
        return rooms.templates.find(key).orElseThrow(Refusal::nothingHere);
    }

    private void preview(Context context) {
        var template = template(context.pathParam("key"));
        var day = JsonDocument.parseDay(String.valueOf(context.queryParam("day")));
        var order = order(template, day.orElse(null), Set.copyOf(context.queryParams("with")));
        answer(context, document(template, rooms.generations.preview(order)));
    }

    private static Generations.Order order(Template template, @Nullable LocalDate day, Set<String> options) {
        if (day == null) {
            throw new Refusal(422, template.question() + " A day is needed.");
        }
        var known = template.options().stream().map(Template.Option::key).collect(Collectors.toSet());
        var unknown = new TreeSet<>(options);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new Refusal(422, "This template has no option " + unknown.first() + ".");
        }
        return new Generations.Order(template, day, options);
    }

    private void generate(Context context) {
        var claims = claims(context, Tokens.Audience.GENERATION);
        var wish = JsonDocument.of(context);
        var template = template(wish.text("template"));
        var order = order(template, wish.day("day").orElse(null), Set.copyOf(wish.texts("options")));
        var tasks = rooms.generations.make(UUID.fromString(claims.subject()), order);
        generated.labelValues(template.key()).inc();
        context.status(201);
        answer(context, document(template, tasks));
    }

    private static JsonObject document(Template template, List<GeneratedTask> tasks) {
        var document = new JsonObject();
        document.addProperty("template", template.key());
        document.addProperty("title", template.title());
        document.add("tasks", GeneratedTask.json(tasks));
        return document;
    }

    private void save(Context context) {
        claims(context, Tokens.Audience.ADMINISTRATION);
        var template = Template.read(context.pathParam("key"), JsonDocument.of(context));
        rooms.templates.save(template);
        answer(context, template.json());
    }

    private void latest(Context context) {
        claims(context, Tokens.Audience.ADMINISTRATION);
        var all = new JsonArray();
        rooms.generations.latest(LATEST).forEach(generation -> {
            var one = new JsonObject();
            one.addProperty("id", generation.id().toString());
            one.addProperty("template", generation.template());
            one.addProperty("day", generation.day().toString());
            one.addProperty("tasks", generation.tasks());
            one.addProperty("at", generation.at().toString());
            all.add(one);
        });
        answer(context, all);
    }

    private void settings(Context context) {
        claims(context, Tokens.Audience.ADMINISTRATION);
        var all = new JsonArray();
        rooms.settings.all().forEach(setting -> {
            var one = new JsonObject();
            one.addProperty("name", setting.name());
            one.addProperty("value", setting.value());
            one.addProperty("meaning", setting.meaning());
            all.add(one);
        });
        answer(context, all);
    }

    private void jobs(Context context) {
        claims(context, Tokens.Audience.ADMINISTRATION);
        var all = new JsonArray();
        rooms.jobs.all().forEach(job -> {
            var one = new JsonObject();
            one.addProperty("name", job.name());
            one.addProperty("next", job.next().toString());
            job.begun().ifPresent(begun -> one.addProperty("begun", begun.toString()));
            one.addProperty("outcome", job.outcome());
            all.add(one);
        });
        answer(context, all);
    }

    private Tokens.Claims claims(Context context, Tokens.Audience audience) {
        var header = context.header("Authorization");
        return Tokens.bearer(header == null ? "" : header)
                .flatMap(token -> tokens.read(audience, token))
                .orElseThrow(() -> new Refusal(401, "This needs a token."));
    }
}
