package dev.todolist;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// One start without a database, while the image is built, so that the JVM can write down what it loads.
final class Rehearsal {
    private Rehearsal() {}

    static void run() throws IOException, InterruptedException {
        var settings = Map.of(
                "PORT", "0",
                "MONGODB_URI", "mongodb://nobody:there@127.0.0.1:1/?serverSelectionTimeoutMS=200",
                "SESSION_SECRET", "a rehearsal has no secrets to keep");
        try (var site = TodoList.start(settings, Clock.systemUTC());
                var client = HttpClient.newHttpClient()) {
            for (var path : List.of("/", "/login", "/register", "/assets/style.css", "/health", "/metrics")) {
                client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        }
    }
}
