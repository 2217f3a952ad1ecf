package dev.faildaily.backend.api;

import dev.faildaily.backend.account.Accounts;
import dev.faildaily.backend.account.Throttle;
import dev.faildaily.backend.fail.Category;
import dev.faildaily.backend.fail.Fails;
import dev.faildaily.backend.fail.Pictures;
import dev.faildaily.web.Answer;
import dev.faildaily.web.Body;
import dev.faildaily.web.Handler;
import dev.faildaily.web.Refusal;
import dev.faildaily.web.Request;
import dev.faildaily.web.Routes;
import dev.faildaily.web.Traffic;
import io.prometheus.metrics.core.metrics.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What can be asked of FailDaily. The list in [#routes] is its table of contents.
public final class Api {

    /// What the API stands on.
    public record Rooms(Accounts accounts, Fails fails, Pictures pictures, Health health) {}

    /// What is different from server to server: CORS_ORIGIN, and how many proxies stand before the backend.
    public record Surroundings(String origins, int proxies) {}

    /// A comment as it is typed.
    record Typed(@Nullable String text) {}

    private final Fails fails;
    private final Pictures pictures;
    private final Health health;
    private final Sessions sessions;
    private final Origins origins;
    private final Throttle floods;
    private final Counter posted;
    private final Traffic traffic;

    public Api(Rooms rooms, Surroundings surroundings, Traffic traffic, InstantSource clock) {
        this.fails = rooms.fails;
        this.pictures = rooms.pictures;
        this.health = rooms.health;
        this.sessions = new Sessions(rooms.accounts, surroundings.proxies);
        this.origins = new Origins(surroundings.origins);
        this.floods = new Throttle(100, Duration.ofMinutes(10), clock);
        this.traffic = traffic;
        this.posted = traffic.counter("fails_posted_total", "Fails posted");
    }

    public Routes routes() {
        return new Routes()
                .get("/metrics", traffic::metrics)
                .get("/api/health", health::answer)
                .get("/api/session", open(sessions::presence))
                .post("/api/session", open(sessions::logIn))
                .delete("/api/session", open(sessions::logOut))
                .post("/api/accounts", open(sessions::register))
                .get("/api/categories", open(_ -> categories()))
                .get("/api/fails", open(this::list))
                .post("/api/fails", open(this::post))
                .get("/api/fails/{id}", open(this::one))
                .delete("/api/fails/{id}", open(this::delete))
                .get("/api/fails/{id}/comments", open(this::comments))
                .post("/api/fails/{id}/comments", open(this::comment))
                .put("/api/fails/{id}/courage", open(this::encourage))
                .delete("/api/fails/{id}/courage", open(this::discourage))
                .delete("/api/comments/{id}", open(this::deleteComment))
                .get("/api/pictures/{name}", open(this::picture))
                .options("/api/*", open(origins::preflight));
    }

    private Handler open(Handler handler) {
        return origins.around(handler);
    }

    private static Answer categories() {
        return Answer.json(
                200, List.of(Category.values()).stream().map(Category::word).toList());
    }

    private Answer list(Request request) {
        var viewer = sessions.viewer(request);
        var mine = request.query("mine").isPresent();
        if (mine && viewer.isEmpty()) {
            throw new Refusal(401, "Please log in first.");
        }
        var category = request.query("category").filter(word -> !word.isEmpty()).map(Category::parse);
        return Answer.json(200, fails.page(new Fails.Selection(category, mine, before(request)), viewer));
    }

    private static Optional<Long> before(Request request) {
        try {
            return request.query("before").map(Long::parseLong);
        } catch (NumberFormatException _) {
            throw new Refusal(400, "before is the number of a fail.");
        }
    }

    private Answer one(Request request) {
        return Answer.json(200, fails.one(request.number("id"), sessions.viewer(request)));
    }

    private Answer post(Request request) throws IOException, InterruptedException {
        var author = sessions.author(request);
        floods.check("post " + author.id());
        floods.count("post " + author.id());
        return Form.read(request, Pictures.LARGEST, form -> {
            var category = Category.parse(form.text("category").orElse(""));
            var text = form.text("text").orElse("");
            var draft = new Fails.Draft(category, text, Optional.empty());
            var picture = form.file("picture");
            if (picture.isEmpty()) {
                return posted(fails.post(draft, author));
            }
            if (picture.get().remaining() > Pictures.LARGEST) {
                throw Request.tooLarge(Pictures.LARGEST);
            }
            var name = pictures.keep(picture.get());
            try {
                return posted(fails.post(new Fails.Draft(category, text, Optional.of(name)), author));
            } catch (RuntimeException problem) {
                pictures.delete(name);
                throw problem;
            }
        });
    }

    private Answer posted(Object fail) {
        posted.inc();
        return Answer.json(201, fail);
    }

    private Answer delete(Request request) throws IOException {
        var picture = fails.delete(request.number("id"), sessions.author(request));
        if (picture.isPresent()) {
            pictures.delete(picture.get());
        }
        return Answer.of(204);
    }

    private Answer comments(Request request) {
        return Answer.json(200, Map.of("comments", fails.comments(request.number("id"), sessions.viewer(request))));
    }

    private Answer comment(Request request) throws IOException {
        var author = sessions.author(request);
        floods.check("comment " + author.id());
        floods.count("comment " + author.id());
        var typed = Sessions.json(request, Typed.class);
        return Answer.json(201, fails.comment(request.number("id"), typed.text, author));
    }

    private Answer deleteComment(Request request) {
        fails.deleteComment(request.number("id"), sessions.author(request));
        return Answer.of(204);
    }

    private Answer encourage(Request request) {
        return Answer.json(200, fails.encourage(request.number("id"), sessions.author(request)));
    }

    private Answer discourage(Request request) {
        return Answer.json(200, fails.discourage(request.number("id"), sessions.author(request)));
    }

    /// A picture never changes under its name; it can only go away. Whoever keeps a copy asks again before
    /// showing it. Nothing in the file is ever run, whatever it claims to be.
    private Answer picture(Request request) throws IOException {
        var name = request.variable("name");
        var picture = pictures.find(name);
        var tag = "\"" + name + "\"";
        var unchanged = request.header("If-None-Match").filter(tag::equals).isPresent();
        var answer = unchanged
                ? Answer.of(304)
                : new Answer(
                        200,
                        List.of(new Answer.Header("Content-Type", picture.kind().type())),
                        new Body.Flow(Files.newInputStream(picture.file()), Files.size(picture.file())));
        return answer.with("ETag", tag)
                .with("Cache-Control", "private, no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Disposition", "inline")
                .with("Content-Security-Policy", "default-src 'none'; sandbox");
    }
}
