package dev.todoapp.gateway;

import dev.todoapp.service.Callers;
import dev.todoapp.service.Health;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Metrics;
import dev.todoapp.service.Neighbor;
import dev.todoapp.service.Program;
import dev.todoapp.service.Refusal;
import dev.todoapp.service.Server;
import dev.todoapp.service.Settings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.prometheus.metrics.core.metrics.Counter;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The gateway as a program.
public final class Gateway implements Program.Running {
    private static final int PORT = 5000;
    private static final int RATE_LIMIT = 1000;

    private final Server server;
    private final List<Neighbor> neighbors;

    private Gateway(Server server, List<Neighbor> neighbors) {
        this.server = server;
        this.neighbors = neighbors;
    }

    public static void main(String[] words) {
        new Program("gateway", Gateway::start, rehearsal()).run(words);
    }

    private static Program.Rehearsal rehearsal() {
        return new Program.Rehearsal(
                Map.of(
                        "PORT", "0",
                        "METRICS_PORT", "0",
                        "PUBLIC_API_URL", "http://127.0.0.1:1",
                        "PRIVATE_API_URL", "http://127.0.0.1:1"),
                List.of("/health", "/metrics", "/templates", "/lists"));
    }

    static Gateway start(Map<String, String> environment, Clock clock) {
        var settings = new Settings(environment);
        var ports = settings.ports(PORT);
        var publicApi = new Neighbor("public API", Neighbor.address(settings, "PUBLIC_API_URL"));
        var privateApi = new Neighbor("private API", Neighbor.address(settings, "PRIVATE_API_URL"));
        var origins = Origins.of(settings);
        var callers = new Callers(settings.list("TRUSTED_PROXIES"), clock);
        var limit = new RateLimit(settings.number("RATE_LIMIT_MAX", RATE_LIMIT, 1), clock);
        settings.check();

        var metrics = new Metrics();
        var refused = metrics.counter("gateway_refused_total", "Requests that went no further", "reason");
        var health = new Health(
                "gateway",
                clock,
                List.of(
                        new Health.Part("public-api", Health.Need.NEIGHBOR, () -> publicApi.trouble("/health/own")),
                        new Health.Part("private-api", Health.Need.NEIGHBOR, () -> privateApi.trouble("/health/own"))));
        var server = Server.start(ports, new Server.Parts(health, metrics, JsonDocument::apologize), routes -> {
            guard(routes, new Door(limit, callers, refused), origins);
            new Forwarding(privateApi, publicApi, callers).addTo(routes);
        });
        return new Gateway(server, List.of(publicApi, privateApi));
    }

    /// Who gets in.
    private record Door(RateLimit limit, Callers callers, Counter refused) {

        void pass(Context context) {
            var verdict = limit.count(callers.address(context));
            // Rounded up: whoever waits that long is let in.
            var seconds = Long.toString(verdict.pause().plusMillis(999).toSeconds());
            context.header("RateLimit-Limit", Integer.toString(limit.most()));
            context.header("RateLimit-Remaining", Integer.toString(verdict.left()));
            context.header("RateLimit-Reset", seconds);
            if (!verdict.isAllowed()) {
                refused.labelValues("rate").inc();
                context.header("Retry-After", seconds);
                throw new Refusal(429, "Too many requests. Please wait a little.");
            }
        }
    }

    private static void guard(RoutesConfig routes, Door door, Origins origins) {
        routes.before(context -> {
            context.header("X-Content-Type-Options", "nosniff");
            origins.mark(context);
            if (!isProbe(context)) {
                door.pass(context);
            }
            if (context.method() == HandlerType.OPTIONS) {
                origins.answer(context);
                context.skipRemainingHandlers();
            }
        });
    }

    /// Our own health check comes from inside, and is not counted.
    private static boolean isProbe(Context context) {
        return context.path().equals("/health")
                && InetAddress.ofLiteral(context.ip()).isLoopbackAddress();
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        neighbors.forEach(Neighbor::close);
    }
}
