package dev.todoapp.frontend;

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
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The frontend as a program.
public final class Frontend implements Program.Running {
    private static final int PORT = 3000;

    private final Server server;
    private final Neighbor gateway;

    private Frontend(Server server, Neighbor gateway) {
        this.server = server;
        this.gateway = gateway;
    }

    public static void main(String[] words) {
        new Program("frontend", Frontend::start, rehearsal()).run(words);
    }

    private static Program.Rehearsal rehearsal() {
        return new Program.Rehearsal(
                Map.of(
                        "PORT", "0",
                        "METRICS_PORT", "0",
                        "GATEWAY_URL", "http://127.0.0.1:1",
                        "API_GATEWAY_URL", "http://127.0.0.1:1"),
                List.of("/health", "/metrics", "/", "/login", "/register", "/assets/style.css"));
    }

    static Frontend start(Map<String, String> environment, Clock clock) {
        var settings = new Settings(environment);
        var ports = settings.ports(PORT);
        var gateway = new Neighbor("gateway", Neighbor.address(settings, "GATEWAY_URL"));
        var forBrowsers = Neighbor.address(settings, "API_GATEWAY_URL");
        var callers = new Callers(settings.list("TRUSTED_PROXIES"), clock);
        settings.check();

        var assets = new Assets();
        var client = new GatewayClient(gateway);
        var addresses = new Frame.Addresses(
                assets.address("style.css"),
                assets.address("tasks.js"),
                assets.address("preview.js"),
                forBrowsers.toString().replaceAll("/+$", ""));
        var pages = new Pages(client, callers, addresses, clock);
        var health = new Health(
                "frontend",
                clock,
                List.of(new Health.Part("gateway", Health.Need.NEIGHBOR, () -> gateway.trouble("/health"))));
        var server = Server.start(
                ports,
                new Server.Parts(health, new Metrics(), (context, refusal) -> say(context, pages, refusal)),
                routes -> {
                    protect(routes, callers, forBrowsers);
                    pages.addTo(routes);
                    new ScriptDoor(client, callers).addTo(routes);
                    serve(routes, assets);
                });
        return new Frontend(server, gateway);
    }

    /// A change must come from a page of ours; a page runs nothing but our own files and asks nobody but us and the
    /// gateway.
    private static void protect(RoutesConfig routes, Callers callers, URI gateway) {
        var policy = "default-src 'self'; connect-src 'self' " + gateway.getScheme() + "://" + gateway.getAuthority()
                + "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        routes.before(context -> {
            context.header("Content-Security-Policy", policy);
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Referrer-Policy", "same-origin");
        });
        routes.beforeMatched(context -> {
            var isChange = !context.method().name().matches("GET|HEAD|OPTIONS");
            if (isChange && !new Visit(context, callers).isOurs()) {
                throw new Refusal(403, "This was not asked for by a page of ours. Please try again.");
            }
        });
    }

    private static void serve(RoutesConfig routes, Assets assets) {
        routes.get("/assets/{name}", context -> {
            var asset = assets.find(context.pathParam("name")).orElseThrow(Refusal::nothingHere);
            // Their names change with their content.
            context.header("Cache-Control", "public, max-age=31536000, immutable")
                    .contentType(asset.type())
                    .result(asset.content());
        });
    }

    private static void say(Context context, Pages pages, Refusal refusal) {
        if (context.path().startsWith("/api/")) {
            JsonDocument.apologize(context, refusal);
        } else {
            pages.apologize(context, refusal);
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        gateway.close();
    }
}
