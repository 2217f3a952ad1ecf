package dev.checkin.backend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/// Somebody who asks a backend, with the token that they were given.
final class Client implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private String token = "";

    Client(int port) {
        this.port = port;
    }

    record Answer(int status, String body) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }

        JsonArray array() {
            return JsonParser.parseString(body).getAsJsonArray();
        }

        String text(String member) {
            return json().get(member).getAsString();
        }
    }

    /// The same person at another backend.
    Client at(int other) {
        var same = new Client(other);
        same.token = token;
        return same;
    }

    void setToken(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }

    Answer register(String name) throws Exception {
        return keep(post("/accounts", Map.of("name", name, "password", "a horse in a tree")));
    }

    Answer logIn(String name, String password) throws Exception {
        return keep(post("/login", Map.of("name", name, "password", password)));
    }

    Answer enterDoor(String code, String name) throws Exception {
        return keep(post("/doors", Map.of("code", code, "name", name)));
    }

    private Answer keep(Answer answer) {
        if (answer.status() == 201) {
            token = answer.text("token");
        }
        return answer;
    }

    Answer get(String path) throws Exception {
        return send("GET", path, "");
    }

    Answer post(String path, Map<String, String> wish) throws Exception {
        return send("POST", path, document(wish));
    }

    Answer put(String path, Map<String, String> wish) throws Exception {
        return send("PUT", path, document(wish));
    }

    Answer delete(String path) throws Exception {
        return send("DELETE", path, "");
    }

    private static String document(Map<String, String> wish) {
        var json = new JsonObject();
        wish.forEach(json::addProperty);
        return json.toString();
    }

    /// @param path below `/api/v1`
    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        var answer = client.send(
                request("/api/v1" + path)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    /// A page that is not part of the API.
    String page(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /// The lines of a stream, as they come.
    Stream<String> lines(String path) throws IOException, InterruptedException {
        return client.send(request("/api/v1" + path).build(), HttpResponse.BodyHandlers.ofLines())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    String event(String title) throws Exception {
        return post("/events", Map.of("title", title, "place", "Lyon", "begins", "2026-03-14T08:00:00Z"))
                .text("id");
    }

    String session(String event, String title) throws Exception {
        return post(
                        "/events/" + event + "/sessions",
                        Map.of(
                                "title", title,
                                "room", "Hall A",
                                "begins", "2026-03-14T08:30:00Z",
                                "ends", "2026-03-14T10:00:00Z"))
                .text("id");
    }

    JsonObject participant(String event, String name) throws Exception {
        return post("/events/" + event + "/participants", Map.of("name", name)).json();
    }

    Answer checkIn(String session, String code) throws Exception {
        return post("/sessions/" + session + "/checkins", Map.of("code", code));
    }

    /// What the board says of the first session.
    int checkedIn(String event) throws Exception {
        JsonElement session =
                get("/events/" + event).json().getAsJsonArray("sessions").get(0);
        return session.getAsJsonObject().get("checkedIn").getAsInt();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
