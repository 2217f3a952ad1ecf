package dev.todolist.web;

import com.mongodb.MongoException;
import dev.todolist.account.Accounts;
import dev.todolist.account.Sessions;
import dev.todolist.todo.Lists;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site: what is answered to whom, and what is said when it can't be.
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final Logger TROUBLE = LoggerFactory.getLogger(Site.class);

    /// A form of ours is far smaller.
    private static final long LARGEST_REQUEST = 64 << 10;

    /// How long requests that are being answered may still take when the site is closed, in milliseconds.
    private static final long DRAIN = 8_000;

    /// What the pages stand on.
    public record Rooms(Accounts accounts, Sessions sessions, Lists lists, Health health, Metrics metrics) {}

    private final Javalin javalin;

    private Site(Javalin javalin) {
        this.javalin = javalin;
    }

    /// Port 0 takes a free one.
    public static Site start(int port, Rooms rooms) {
        var assets = new Assets();
        var pages = new Pages(rooms, assets);
        var javalin = Javalin.create(config -> {
            limit(config);
            log(config, rooms.metrics());
            protect(config, rooms.sessions());
            pages.addTo(config.routes);
            new Api(rooms).addTo(config.routes);
            operate(config, rooms, assets);
            apologize(config, pages);
        });
        javalin.start(port);
        return new Site(javalin);
    }

    private static void limit(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = LARGEST_REQUEST;
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(server -> {
            // It counts what is being answered, which is how Jetty knows what to wait for.
            server.insertHandler(new StatisticsHandler());
            server.setStopTimeout(DRAIN);
        });
    }

    private static void log(JavalinConfig config, Metrics metrics) {
        config.requestLogger.http((context, milliseconds) -> {
            var endpoint = context.endpoints().matchedHttpEndpoint();
            var route = endpoint == null ? "unknown" : endpoint.path;
            metrics.answered(context.method().name(), route, context.statusCode(), milliseconds / 1e3);
            // Probes come all the time and say nothing as long as they succeed.
            if (!route.equals("/health") && !route.equals("/metrics") || context.statusCode() >= 400) {
                LOG.atInfo()
                        .addKeyValue("method", context.method().name())
                        .addKeyValue("path", context.path())
                        .addKeyValue("status", context.statusCode())
                        .addKeyValue("milliseconds", Math.round(milliseconds))
                        .log("request");
            }
        });
    }

    /// A change must come from a page of ours; a page runs nothing but our own files.
    private static void protect(JavalinConfig config, Sessions sessions) {
        config.routes.before(context -> {
            context.header(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Referrer-Policy", "same-origin");
        });
        config.routes.beforeMatched(context -> {
            var isChange = !context.method().name().matches("GET|HEAD|OPTIONS");
            if (isChange && !Visit.of(context, sessions).isOurs()) {
                throw new Pages.Apology(
                        HttpStatus.FORBIDDEN, "This was not asked for by a page of ours. Please try again.");
            }
        });
    }

    private static void operate(JavalinConfig config, Rooms rooms, Assets assets) {
        config.routes.get("/health", context -> {
            var report = rooms.health().report();
            context.status(report.status())
                    .contentType("application/json")
                    .header("Cache-Control", "no-store")
                    .result(report.document().toString());
        });
        config.routes.get(
                "/metrics",
                context -> context.contentType(Metrics.CONTENT_TYPE)
                        .result(rooms.metrics().text()));
        config.routes.get("/assets/{name}", context -> {
            Optional<Assets.Asset> asset = assets.find(context.pathParam("name"));
            if (asset.isEmpty()) {
                throw new Pages.Apology(HttpStatus.NOT_FOUND, "There is nothing here.");
            }
            context.contentType(asset.get().type()).result(asset.get().content());
        });
    }

    private static void apologize(JavalinConfig config, Pages pages) {
        config.routes.exception(Pages.Apology.class, (apology, context) -> say(context, pages, apology));
        config.routes.exception(
                Lists.Refused.class,
                (refused, context) ->
                        say(context, pages, new Pages.Apology(HttpStatus.UNPROCESSABLE_CONTENT, refused.reason())));
        config.routes.exception(MongoException.class, (problem, context) -> {
            TROUBLE.atError()
                    .setCause(problem)
                    .addKeyValue("path", context.path())
                    .log("the database failed");
            say(
                    context,
                    pages,
                    new Pages.Apology(
                            HttpStatus.SERVICE_UNAVAILABLE, "Your lists can't be reached just now. Nothing is lost."));
        });
        config.routes.exception(Exception.class, (problem, context) -> {
            TROUBLE.atError()
                    .setCause(problem)
                    .addKeyValue("path", context.path())
                    .log("a request failed");
            say(
                    context,
                    pages,
                    new Pages.Apology(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side."));
        });
        config.routes.error(404, context -> {
            if (context.endpoints().matchedHttpEndpoint() == null) {
                say(context, pages, new Pages.Apology(HttpStatus.NOT_FOUND, "There is nothing here."));
            }
        });
    }

    private static void say(Context context, Pages pages, Pages.Apology apology) {
        context.status(apology.status());
        if (context.path().startsWith("/api/")) {
            Api.say(context, apology.reason());
        } else {
            pages.apologize(context, apology);
        }
    }

    public int port() {
        return javalin.port();
    }

    /// Takes no more connections and lets what is being answered finish.
    @Override
    public void close() {
        javalin.stop();
    }
}
