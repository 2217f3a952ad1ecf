package dev.checkin.frontend;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// One start with a backend that says always the same, while the image is built, so that the JVM can write down what it
/// loads.
final class Rehearsal {
    private static final String TICKET = """
            {"code": "AAAAAAAAAA", "name": "Ada", "note": "", "event":
            {"id": "1", "title": "A rehearsal", "place": "", "begins": "2026-01-01T09:00:00Z"}}""";

    private Rehearsal() {}

    static void run() throws IOException, InterruptedException {
        var backend = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        backend.createContext("/", exchange -> {
            try (exchange) {
                var answer = TICKET.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        backend.start();
        var settings = Settings.of(Map.of(
                "PORT", "0",
                "BACKEND_URL", "http://127.0.0.1:" + backend.getAddress().getPort(),
                "FRONTEND_KEY", "nobody's own key"));
        try (var frontend = Frontend.start(settings, Clock.system(settings.zone()));
                var client = HttpClient.newHttpClient()) {
            for (var path : List.of(
                    "/",
                    "/login",
                    "/door",
                    "/t/AAAAAAAAAA",
                    "/t/AAAAAAAAAA/qr.png",
                    "/assets/style.css",
                    "/health",
                    "/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + frontend.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } finally {
            backend.stop(0);
        }
    }
}
