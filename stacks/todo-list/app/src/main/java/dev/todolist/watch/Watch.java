package dev.todolist.watch;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.todolist.Settings;
import dev.todolist.database.Database;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the parts of the stack all the time how they are, says what has changed, and can be asked itself: `/health` is
/// 200 only while all of them are well and were asked lately, `/metrics` has one line for each.
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// A part that is asked; empty when it is well, else what is wrong.
    @FunctionalInterface
    interface Part {
        Optional<String> trouble() throws InterruptedException;
    }

    private record State(Optional<String> trouble, Instant asked) {}

    private final Map<String, Part> parts;
    private final Duration interval;
    private final Map<String, State> states = new ConcurrentHashMap<>();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Gauge up = Gauge.builder()
            .name("todolist_part_up")
            .help("Whether a part of the stack is well")
            .labelNames("part")
            .register(registry);
    private final HttpServer server;
    private final Thread rounds;
    private final Runnable release;

    Watch(Map<String, Part> parts, Duration interval, int port, Runnable release) throws IOException {
        this.parts = new LinkedHashMap<>(parts);
        this.interval = interval;
        this.release = release;
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", this::health);
        server.createContext("/metrics", this::metrics);
        server.start();
        rounds = Thread.ofVirtual().name("rounds").start(this::goRound);
    }

    public static Watch start(Settings settings) throws IOException {
        var port = settings.number("PORT", 3000);
        var interval = Duration.ofSeconds(settings.number("WATCH_INTERVAL", 15));
        var application = URI.create(settings.text("APP_URL", "http://todolist-app:3000/health"));
        var proxy = URI.create(settings.text("NGINX_URL", "http://nginx/nginx-health"));
        var address = settings.required("MONGODB_URI", 1);
        settings.check();
        var database = Database.at(address, settings.text("MONGO_INITDB_DATABASE", "todolist"));
        var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("mongodb", () -> database.isReachable() ? Optional.empty() : Optional.of("no answer to a ping"));
        parts.put("todolist-app", () -> get(client, application));
        parts.put("nginx", () -> get(client, proxy));
        return new Watch(parts, interval, port, () -> {
            client.close();
            database.close();
        });
    }

    private static Optional<String> get(HttpClient client, URI address) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() < 400 ? Optional.empty() : Optional.of("answers " + answer.statusCode());
        } catch (IOException problem) {
            return Optional.of("no answer: " + problem.getClass().getSimpleName());
        }
    }

    private void goRound() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (var part : parts.entrySet()) {
                    note(part.getKey(), ask(part.getValue()));
                }
                Thread.sleep(interval);
            }
        } catch (InterruptedException _) {
            // Told to go.
        }
    }

    private static Optional<String> ask(Part part) throws InterruptedException {
        try {
            return part.trouble();
        } catch (RuntimeException problem) {
            // A question that fails in a way that nobody thought of is trouble of that part, not the end of the watch.
            return Optional.of(problem.toString());
        }
    }

    private void note(String part, Optional<String> trouble) {
        var before = states.put(part, new State(trouble, Instant.now()));
        up.labelValues(part).set(trouble.isEmpty() ? 1 : 0);
        if (before != null && before.trouble().isEmpty() == trouble.isEmpty()) {
            return;
        }
        var line = trouble.isEmpty() ? LOG.atInfo() : LOG.atWarn();
        trouble.ifPresent(reason -> line.addKeyValue("reason", reason));
        line.addKeyValue("part", part).log(trouble.isEmpty() ? "well" : "in trouble");
    }

    private void health(HttpExchange exchange) throws IOException {
        var document = new JsonObject();
        var all = true;
        // A watch that has fallen asleep must not go on saying that all is well.
        var oldest = Instant.now().minus(interval.multipliedBy(3).plus(PATIENCE.multipliedBy(parts.size())));
        for (var part : parts.keySet()) {
            var state = states.get(part);
            var isWell =
                    state != null && state.trouble().isEmpty() && state.asked().isAfter(oldest);
            all &= isWell;
            document.addProperty(
                    part,
                    isWell
                            ? "OK"
                            : state == null ? "not asked yet" : state.trouble().orElse("not asked lately"));
        }
        document.addProperty("status", all ? "OK" : "UNAVAILABLE");
        answer(
                exchange,
                all ? 200 : 503,
                "application/json",
                document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void metrics(HttpExchange exchange) throws IOException {
        var text = new ByteArrayOutputStream();
        var writer = PrometheusTextFormatWriter.create();
        writer.write(text, registry.scrape());
        answer(exchange, 200, writer.getContentType(), text.toByteArray());
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        rounds.interrupt();
        server.stop(1);
        try {
            rounds.join(PATIENCE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        release.run();
    }
}
