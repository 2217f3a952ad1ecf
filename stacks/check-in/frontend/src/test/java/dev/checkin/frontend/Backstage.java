package dev.checkin.frontend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A backend that says what a test wants it to say, and remembers what it was asked.
final class Backstage implements AutoCloseable {
    record Asked(String method, String path, String body, Map<String, String> headers) {}

    private record Answer(int status, String body) {}

    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    Backstage() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1", this::answer);
        server.start();
    }

    /// From now on this address has news, and then no end.
    void tellForEver(String path, String news) {
        server.createContext("/api/v1" + path, exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(news.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// @param what such as `GET /events`
    void say(String what, int status, String body) {
        answers.put(what, new Answer(status, body));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().toString().substring("/api/v1".length());
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Map.of(
                            "Authorization", header(exchange, "Authorization"),
                            "X-Frontend-Key", header(exchange, "X-Frontend-Key"),
                            "X-Real-IP", header(exchange, "X-Real-IP"))));
            var answer = answers.getOrDefault(
                    exchange.getRequestMethod() + " " + path.replaceAll("\\?.*", ""),
                    new Answer(404, "{\"problem\": \"There is no such thing.\"}"));
            var body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    Asked last() {
        return asked.getLast();
    }

    /// What was said when it was asked last.
    String bodyOf(String what) {
        return asked.reversed().stream()
                .filter(each -> (each.method() + " " + each.path()).equals(what))
                .findFirst()
                .orElseThrow()
                .body();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
    }
}
