package dev.checkin.frontend.backend;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/// The backend. What it refuses is thrown as [Refused], with its words; an answer that doesn't come, as [Unreachable].
public final class Backend implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(4);
    private static final String API = "/api/v1";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Gson gson = new Gson();
    private final URI address;
    private final String key;

    public Backend(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /// For whom we ask.
    ///
    /// @param token empty for somebody who is not logged in
    public record Caller(String token, String address) {}

    /// The backend said no.
    public static final class Refused extends RuntimeException {
        private final int status;
        private final String document;

        Refused(int status, String reason, String document) {
            super(reason, null, false, false);
            this.status = status;
            this.document = document;
        }

        public int status() {
            return status;
        }

        /// For the person; never null.
        public String reason() {
            return String.valueOf(getMessage());
        }

        /// All that it said.
        public String document() {
            return document;
        }
    }

    /// The backend said nothing.
    public static final class Unreachable extends RuntimeException {
        Unreachable(Throwable cause) {
            super("the backend can't be reached", cause);
        }
    }

    public <T> T get(Caller caller, String path, Class<T> type) {
        return read(ask(caller, "GET", path, ""), type);
    }

    public <T> T get(Caller caller, String path, TypeToken<T> type) {
        try {
            return gson.fromJson(ask(caller, "GET", path, ""), type);
        } catch (JsonParseException problem) {
            throw new Unreachable(problem);
        }
    }

    public String text(Caller caller, String path) {
        return ask(caller, "GET", path, "");
    }

    public <T> T post(Caller caller, String path, Map<String, String> wish, Class<T> type) {
        return read(ask(caller, "POST", path, document(wish)), type);
    }

    /// As it is said, and as it is answered.
    public String post(Caller caller, String path, String text) {
        return ask(caller, "POST", path, text);
    }

    public void put(Caller caller, String path, Map<String, String> wish) {
        ask(caller, "PUT", path, document(wish));
    }

    public void delete(Caller caller, String path) {
        ask(caller, "DELETE", path, "");
    }

    public <T> T read(String text, Class<T> type) {
        try {
            return gson.fromJson(text, type);
        } catch (JsonParseException problem) {
            throw new Unreachable(problem);
        }
    }

    public static String document(Map<String, String> wish) {
        var json = new JsonObject();
        wish.forEach(json::addProperty);
        return json.toString();
    }

    private String ask(Caller caller, String method, String path, String body) {
        var request = request(caller, path)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() >= 400) {
            throw refused(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private Refused refused(int status, String body) {
        String reason = null;
        try {
            reason = gson.fromJson(body, Problem.class).problem();
        } catch (JsonParseException | NullPointerException _) {
            // Something in between has said it in its own words.
        }
        return new Refused(status, reason == null ? "The backend said " + status + "." : reason, body);
    }

    private record Problem(String problem) {}

    /// What comes as long as it comes; whoever asks closes it.
    public InputStream stream(Caller caller, String path) {
        var answer = send(request(caller, path).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 400) {
            try (var body = answer.body()) {
                throw refused(answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException problem) {
                throw new Unreachable(problem);
            }
        }
        return answer.body();
    }

    /// Whether it is there, and can serve.
    public boolean isReady() {
        var request = HttpRequest.newBuilder(address.resolve(API + "/health/readiness"))
                .timeout(HEALTH_PATIENCE)
                .build();
        try {
            return send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (Unreachable _) {
            return false;
        }
    }

    private HttpRequest.Builder request(Caller caller, String path) {
        var request = HttpRequest.newBuilder(address.resolve(API + path))
                .timeout(PATIENCE)
                .header("X-Frontend-Key", key)
                .header("X-Real-IP", caller.address());
        return caller.token().isEmpty() ? request : request.header("Authorization", "Bearer " + caller.token());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException problem) {
            throw new Unreachable(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new Unreachable(new InterruptedIOException("told to end"));
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
