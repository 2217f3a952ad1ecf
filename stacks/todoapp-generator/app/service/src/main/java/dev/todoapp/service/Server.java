package dev.todoapp.service;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The web server of a service: limits, the log, health, metrics, and what is said when something can't be.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("access");
    private static final Logger TROUBLE = LoggerFactory.getLogger(Server.class);

    /// Nobody has reason to send more.
    public static final int LARGEST_REQUEST = 64 << 10;

    /// By which a request is found in the logs of all services that it went through.
    public static final String REQUEST_ID = "X-Request-Id";

    /// How long requests that are being answered may still take when the server is closed, in milliseconds.
    private static final long DRAIN = 8_000;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{8,64}");

    /// @param metrics where metrics are shown: the same port, or another one, which is not published where the first is
    public record Ports(int port, int metrics) {
        boolean isShared() {
            return port == metrics;
        }
    }

    /// Says to whoever asked why it can't be: as JSON, as a page.
    @FunctionalInterface
    public interface Apology {
        void say(Context context, Refusal refusal);
    }

    /// What a service gives its server.
    public record Parts(Health health, Metrics metrics, Apology apology) {}

    private final Javalin javalin;
    private final Parts parts;
    private final Ports ports;

    private Server(Ports ports, Parts parts, Consumer<RoutesConfig> routes) {
        this.ports = ports;
        this.parts = parts;
        this.javalin = Javalin.create(config -> {
            limit(config);
            log(config);
            operate(config);
            routes.accept(config.routes);
            apologize(config);
        });
    }

    /// Port 0 takes a free one.
    public static Server start(Ports ports, Parts parts, Consumer<RoutesConfig> routes) {
        var server = new Server(ports, parts, routes);
        server.javalin.start(ports.port());
        return server;
    }

    private void limit(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = (long) LARGEST_REQUEST;
        config.http.prefer405over404 = true;
        config.jetty.modifyServer(server -> {
            // It counts what is being answered, which is how Jetty knows what to wait for.
            server.insertHandler(new StatisticsHandler());
            server.setStopTimeout(DRAIN);
        });
        // The first is the one that `port` speaks of.
        config.jetty.addConnector((server, http) -> connector(server, http, ports.port()));
        if (!ports.isShared()) {
            config.jetty.addConnector((server, http) -> connector(server, http, ports.metrics()));
        }
    }

    private static Connector connector(org.eclipse.jetty.server.Server server, HttpConfiguration http, int port) {
        http.setSendServerVersion(false);
        var connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setPort(port);
        return connector;
    }

    private void log(JavalinConfig config) {
        config.routes.before(context -> context.header(REQUEST_ID, requestId(context)));
        config.requestLogger.http((context, milliseconds) -> {
            var endpoint = context.endpoints().matchedHttpEndpoint();
            var route = endpoint == null ? "unknown" : endpoint.path;
            parts.metrics().answered(context.method().name(), route, context.statusCode(), milliseconds / 1e3);
            // Probes come all the time and say nothing as long as they succeed.
            if (!route.startsWith("/health") && !route.equals("/metrics") || context.statusCode() >= 400) {
                LOG.atInfo()
                        .addKeyValue("method", context.method().name())
                        .addKeyValue("path", context.path())
                        .addKeyValue("status", context.statusCode())
                        .addKeyValue("milliseconds", Math.round(milliseconds))
                        .addKeyValue("request", requestId(context))
                        .log("request");
            }
        });
    }

    /// As whoever passed the request on calls it, or a new one.
    public static String requestId(Context context) {
        String known = context.attribute(REQUEST_ID);
        if (known == null) {
            var given = context.header(REQUEST_ID);
            known = given != null && ID.matcher(given).matches()
                    ? given
                    : UUID.randomUUID().toString();
            context.attribute(REQUEST_ID, known);
        }
        return known;
    }

    private void operate(JavalinConfig config) {
        config.routes.get("/health", context -> tell(context, false));
        config.routes.get("/health/own", context -> tell(context, true));
        config.routes.get("/metrics", context -> {
            if (!ports.isShared() && context.req().getLocalPort() == port()) {
                throw Refusal.nothingHere();
            }
            context.contentType(Metrics.CONTENT_TYPE).result(parts.metrics().text());
        });
    }

    private void tell(Context context, boolean ownOnly) throws InterruptedException {
        var report = parts.health().report(ownOnly);
        context.status(report.status())
                .contentType("application/json")
                .header("Cache-Control", "no-store")
                .result(report.document().toString());
    }

    private void apologize(JavalinConfig config) {
        config.routes.exception(Refusal.class, (refusal, context) -> say(context, refusal));
        config.routes.exception(Exception.class, (problem, context) -> {
            TROUBLE.atError()
                    .setCause(problem)
                    .addKeyValue("path", context.path())
                    .addKeyValue("request", requestId(context))
                    .log("a request failed");
            say(context, new Refusal(500, "Something went wrong on our side."));
        });
        config.routes.error(404, context -> {
            if (context.endpoints().matchedHttpEndpoint() == null) {
                say(context, Refusal.nothingHere());
            }
        });
    }

    private void say(Context context, Refusal refusal) {
        context.status(refusal.status());
        parts.apology().say(context, refusal);
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
