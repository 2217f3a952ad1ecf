package dev.checkin.backend.web;

import com.mongodb.MongoException;
import dev.checkin.backend.Refusal;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server: what is answered to whom, and what is said when it can't be.
public final class Site implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final Logger TROUBLE = LoggerFactory.getLogger(Site.class);

    /// Two thousand lines of a list of participants.
    private static final long LARGEST_REQUEST = 512 << 10;

    /// How long requests that are being answered may still take when the site is closed, in milliseconds.
    private static final long DRAIN = 8_000;

    private final Javalin javalin;
    private final Rooms rooms;

    private Site(Javalin javalin, Rooms rooms) {
        this.javalin = javalin;
        this.rooms = rooms;
    }

    /// Port 0 takes a free one.
    public static Site start(int port, Rooms rooms, Health health, Metrics metrics) {
        var javalin = Javalin.create(config -> {
            limit(config);
            log(config, metrics);
            new AccountApi(rooms).addTo(config.routes);
            new EventApi(rooms).addTo(config.routes);
            new ParticipantApi(rooms).addTo(config.routes);
            new DoorApi(rooms).addTo(config.routes);
            new LiveApi(rooms).addTo(config.routes);
            health.addTo(config.routes);
            config.routes.get(
                    "/metrics",
                    context -> context.contentType(Metrics.CONTENT_TYPE).result(metrics.text()));
            apologize(config);
        });
        javalin.start(port);
        return new Site(javalin, rooms);
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
        config.routes.before(context -> context.header("X-Content-Type-Options", "nosniff"));
    }

    private static void log(JavalinConfig config, Metrics metrics) {
        config.requestLogger.http((context, milliseconds) -> {
            var endpoint = context.endpoints().matchedHttpEndpoint();
            var path = endpoint == null ? "unknown" : endpoint.path;
            // Somebody who watches for an hour has not waited for an hour.
            if (path.equals(LiveApi.PATH)) {
                metrics.watched(context.statusCode());
            } else {
                metrics.answered(context.method().name(), path, context.statusCode(), milliseconds / 1e3);
            }
            // Probes come all the time and say nothing as long as they succeed.
            if (!path.startsWith(Health.PATH) && !path.equals("/metrics") || context.statusCode() >= 400) {
                LOG.atInfo()
                        .addKeyValue("method", context.method().name())
                        // Not the address itself: it may hold the code of a ticket.
                        .addKeyValue("path", path)
                        .addKeyValue("status", context.statusCode())
                        .addKeyValue("milliseconds", Math.round(milliseconds))
                        .log("request");
            }
        });
    }

    private static void apologize(JavalinConfig config) {
        config.routes.exception(
                Refusal.class, (refusal, context) -> Answers.problem(context, refusal.status(), refusal.reason()));
        config.routes.exception(MongoException.class, (problem, context) -> {
            TROUBLE.atError().setCause(problem).log("the database failed");
            Answers.problem(context, 503, "The database can't be reached just now. Nothing is lost.");
        });
        config.routes.exception(IOException.class, (problem, context) -> {
            // Somebody who watched has gone.
            TROUBLE.atDebug().setCause(problem).log("the other side has gone");
        });
        config.routes.exception(Exception.class, (problem, context) -> {
            TROUBLE.atError().setCause(problem).log("a request failed");
            Answers.problem(context, 500, "Something went wrong on our side.");
        });
        config.routes.error(404, context -> {
            if (context.endpoints().matchedHttpEndpoint() == null) {
                Answers.problem(context, 404, "There is nothing here.");
            }
        });
    }

    public int port() {
        return javalin.port();
    }

    /// Sends those who watch elsewhere, takes no more connections and lets what is being answered finish.
    @Override
    public void close() {
        rooms.news().close();
        javalin.stop();
    }
}
