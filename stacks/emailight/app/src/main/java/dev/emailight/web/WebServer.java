package dev.emailight.web;

import dev.emailight.operation.Health;
import dev.emailight.operation.Metrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all our pages stand on: limits, logs, protection, the files of the pages, health and metrics.
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("access");

    /// A form of ours is smaller, with every character of the longest e-mail written in twelve.
    private static final long LARGEST_REQUEST = 512 << 10;

    /// How long requests that are being answered may still take when the site is closed, in milliseconds.
    private static final long DRAIN = 8_000;

    private final Javalin javalin;

    private WebServer(Javalin javalin) {
        this.javalin = javalin;
    }

    /// @param isOurs whether a change was asked for by a page of ours
    public record Site(Assets assets, Health health, Metrics metrics, Predicate<Context> isOurs) {}

    /// Port 0 takes a free one.
    public static WebServer start(int port, Site site, Consumer<RoutesConfig> routes) {
        var javalin = Javalin.create(config -> {
            limit(config);
            log(config, site.metrics());
            protect(config, site.isOurs());
            operate(config, site);
            routes.accept(config.routes);
        });
        javalin.start(port);
        return new WebServer(javalin);
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
    private static void protect(JavalinConfig config, Predicate<Context> isOurs) {
        config.routes.before(context -> {
            context.header(
                    "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Referrer-Policy", "same-origin");
        });
        config.routes.beforeMatched(context -> {
            var isChange = !context.method().name().matches("GET|HEAD|OPTIONS");
            if (isChange && !isOurs.test(context)) {
                throw new Apology(HttpStatus.FORBIDDEN, "This was not asked for by a page of ours. Please try again.");
            }
        });
    }

    private static void operate(JavalinConfig config, Site site) {
        config.routes.get("/health", context -> {
            var report = site.health().report();
            context.status(report.status())
                    .contentType("application/json")
                    .header("Cache-Control", "no-store")
                    .result(report.document().toString());
        });
        config.routes.get(
                "/metrics",
                context -> context.contentType(Metrics.CONTENT_TYPE)
                        .result(site.metrics().text()));
        config.routes.get("/assets/{name}", context -> {
            Optional<Assets.Asset> asset = site.assets().find(context.pathParam("name"));
            if (asset.isEmpty()) {
                throw Apology.nothingHere();
            }
            var isThisOne = asset.get().version().equals(context.queryParam("v"));
            context.contentType(asset.get().type())
                    .header("Cache-Control", isThisOne ? "public, max-age=31536000, immutable" : "no-cache")
                    .result(asset.get().content());
        });
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
