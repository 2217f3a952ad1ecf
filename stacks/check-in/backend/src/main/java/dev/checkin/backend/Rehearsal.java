package dev.checkin.backend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// One start without databases, while the image is built, so that the JVM can write down what it loads.
final class Rehearsal {
    private Rehearsal() {}

    static void run() throws IOException, InterruptedException {
        var settings = Settings.of(Map.of(
                "PORT", "0",
                "MONGODB_URI", "mongodb://nobody:there@127.0.0.1:1/checkin?serverSelectionTimeoutMS=200",
                "REDIS_URL", "redis://127.0.0.1:1",
                "JWT_SECRET", "a rehearsal has no secrets to keep",
                "FRONTEND_KEY", "nobody's own key"));
        try (var backend = Backend.start(settings, Clock.systemUTC());
                var client = HttpClient.newHttpClient()) {
            var address = "http://127.0.0.1:" + backend.port();
            for (var path : List.of("/api/v1/health", "/api/v1/health/liveness", "/api/v1/events", "/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create(address + path)).build(),
                        HttpResponse.BodyHandlers.discarding());
            }
            client.send(
                    HttpRequest.newBuilder(URI.create(address + "/api/v1/login"))
                            .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"ada\", \"password\": \"nothing\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }
}
