package dev.checkin.frontend.web;

import com.google.gson.JsonObject;
import dev.checkin.frontend.backend.Backend;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.Map;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The site: what is shown to whom, and what is said when it can't be.
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final Logger TROUBLE = LoggerFactory.getLogger(Site.class);

    /// A list of two thousand participants, and a picture of 700 by 700 pixels.
    private static final long LARGEST_REQUEST = 768 << 10;

    /// How long requests that are being answered may still take when the site is closed, in milliseconds.
    private static final long DRAIN = 8_000;

    private final Javalin javalin;
    private final ScanPages scans;

    private Site(Javalin javalin, ScanPages scans) {
        this.javalin = javalin;
        this.scans = scans;
    }

    /// Port 0 takes a free one.
    public static Site start(int port, Backend backend, Surroundings surroundings, Metrics metrics) {
        var assets = new Assets();
        var canvas = new Canvas(surroundings, assets);
        var rooms = new Rooms(backend, surroundings, canvas);
        var scans = new ScanPages(rooms);
        var javalin = Javalin.create(config -> {
            limit(config);
            log(config, metrics);
            protect(config, canvas);
            new EntrancePages(rooms).addTo(config.routes);
            new EventPages(rooms).addTo(config.routes);
            new ParticipantPages(rooms).addTo(config.routes);
            scans.addTo(config.routes);
            operate(config, backend, metrics);
            serve(config, assets);
            apologize(config, canvas);
        });
        javalin.start(port);
        return new Site(javalin, scans);
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
            var path = endpoint == null ? "unknown" : endpoint.path;
            metrics.answered(context.method().name(), path, context.statusCode(), milliseconds / 1e3);
            // Probes come all the time and say nothing as long as they succeed.
            if (!path.startsWith("/health") && !path.equals("/metrics") || context.statusCode() >= 400) {
                LOG.atInfo()
                        .addKeyValue("method", context.method().name())
                        // Not the address itself: it may hold the code of a ticket or a door.
                        .addKeyValue("path", path)
                        .addKeyValue("status", context.statusCode())
                        .addKeyValue("milliseconds", Math.round(milliseconds))
                        .log("request");
            }
        });
    }

    /// A change must come from a page of ours; a page runs nothing but our own files, and may use the camera.
    private static void protect(JavalinConfig config, Canvas canvas) {
        config.routes.before(context -> {
            context.header(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
            context.header("Permissions-Policy", "camera=(self), microphone=(), geolocation=()");
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Referrer-Policy", "same-origin");
        });
        config.routes.beforeMatched(context -> {
            var isChange = !context.method().name().matches("GET|HEAD|OPTIONS");
            if (isChange && !canvas.visit(context).isOurs()) {
                throw new Apology(HttpStatus.FORBIDDEN, "This was not asked for by a page of ours. Please try again.");
            }
        });
    }

    private static void operate(JavalinConfig config, Backend backend, Metrics metrics) {
        config.routes.get("/health", context -> {
            var isReady = backend.isReady();
            var json = new JsonObject();
            json.addProperty("status", isReady ? "OK" : "UNAVAILABLE");
            json.addProperty("backend", isReady ? "ready" : "not ready");
            context.status(isReady ? 200 : 503)
                    .contentType("application/json")
                    .header("Cache-Control", "no-store")
                    .result(json.toString());
        });
        config.routes.get(
                "/health/liveness",
                context -> context.contentType("application/json").result("{\"status\":\"OK\"}"));
        config.routes.get(
                "/metrics", context -> context.contentType(Metrics.CONTENT_TYPE).result(metrics.text()));
    }

    private static void serve(JavalinConfig config, Assets assets) {
        config.routes.get("/assets/{name}", context -> {
            var asset = assets.find(context.pathParam("name"))
                    .orElseThrow(() -> new Apology(HttpStatus.NOT_FOUND, "There is nothing here."));
            // Under a name with its version it is for ever the same.
            var isVersioned = asset.version().equals(context.queryParam("v"));
            context.contentType(asset.type())
                    .header("Cache-Control", isVersioned ? "public, max-age=31536000, immutable" : "no-cache")
                    .result(asset.content());
        });
    }

    private static void apologize(JavalinConfig config, Canvas canvas) {
        config.routes.exception(
                Apology.class, (apology, context) -> say(context, canvas, apology.status(), apology.reason()));
        config.routes.exception(Backend.Refused.class, (refused, context) -> {
            // A token that is not good any more is none.
            if (refused.status() == 401) {
                canvas.visit(context).forget();
            }
            say(context, canvas, refused.status(), refused.reason());
        });
        config.routes.exception(Backend.Unreachable.class, (problem, context) -> {
            TROUBLE.atError().setCause(problem).log("the backend can't be reached");
            say(context, canvas, 503, "Check-in can't be reached just now. Nothing is lost: please try again.");
        });
        config.routes.exception(IOException.class, (problem, context) -> {
            // Somebody who watched has gone, or the stream of news has ended.
            TROUBLE.atDebug().setCause(problem).log("the other side has gone");
        });
        config.routes.exception(Exception.class, (problem, context) -> {
            TROUBLE.atError().setCause(problem).log("a request failed");
            say(context, canvas, 500, "Something went wrong on our side.");
        });
        config.routes.error(404, context -> {
            if (context.endpoints().matchedHttpEndpoint() == null) {
                say(context, canvas, 404, "There is nothing here.");
            }
        });
    }

    private static void say(Context context, Canvas canvas, int status, String reason) {
        if (context.res().isCommitted()) {
            return;
        }
        context.status(status);
        if ("application/json".equals(context.header("Accept"))) {
            var json = new JsonObject();
            json.addProperty("problem", reason);
            context.contentType("application/json").result(json.toString());
        } else {
            canvas.drawBare(context, "apology", Map.of("reason", reason, "isUnknown", status == 401));
        }
    }

    public int port() {
        return javalin.port();
    }

    /// Sends those who watch elsewhere, takes no more connections and lets what is being answered finish.
    @Override
    public void close() {
        scans.endStreams();
        javalin.stop();
    }
}
