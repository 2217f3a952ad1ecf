package dev.emailight.operation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/// Health and metrics of a program that has no pages. The JDK's own server is enough for that.
public final class Window implements AutoCloseable {
    private final HttpServer server;

    private Window(HttpServer server) {
        this.server = server;
    }

    /// Port 0 takes a free one.
    public static Window open(int port, Health health, Metrics metrics) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health", exchange -> {
            var report = health.report();
            answer(
                    exchange,
                    report.status(),
                    "application/json",
                    report.document().toString().getBytes(StandardCharsets.UTF_8));
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, Metrics.CONTENT_TYPE, metrics.text()));
        server.start();
        return new Window(server);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
