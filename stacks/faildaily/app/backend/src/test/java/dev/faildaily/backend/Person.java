package dev.faildaily.backend;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Somebody at a browser, as the API sees them: keeps the cookie and sends the proof along.
final class Person {

    record Reply(int status, JsonElement body, Map<String, String> headers) {
        JsonObject object() {
            return body.getAsJsonObject();
        }
    }

    private final HttpClient client;
    private final Supplier<URI> backend;
    String cookie = "";
    String proof = "";

    Person(HttpClient client, Supplier<URI> backend) {
        this.client = client;
        this.backend = backend;
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    Reply post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Reply put(String path) throws IOException, InterruptedException {
        return send(request(path).PUT(BodyPublishers.noBody()));
    }

    Reply delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    Reply enter(String path, String name, String password) throws IOException, InterruptedException {
        var json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("password", password);
        var reply = post(path, json.toString());
        if (reply.status < 300) {
            cookie = reply.headers.get("set-cookie").split(";")[0];
            proof = reply.object().get("csrf").getAsString();
        }
        return reply;
    }

    Reply postFail(String category, String text, byte[] picture) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        part(body, "category", "", category.getBytes(StandardCharsets.UTF_8));
        part(body, "text", "", text.getBytes(StandardCharsets.UTF_8));
        if (picture.length > 0) {
            part(body, "picture", "; filename=\"../../evil.php\"", picture);
        }
        body.write("--line--\r\n".getBytes(StandardCharsets.US_ASCII));
        return send(request("/api/fails")
                .header("Content-Type", "multipart/form-data; boundary=line")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofString());
        var json = response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
        var headers = new HashMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
        return new Reply(
                response.statusCode(), json ? JsonParser.parseString(response.body()) : JsonNull.INSTANCE, headers);
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(backend.get().resolve(path));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!proof.isEmpty()) {
            request.header("X-CSRF-Token", proof);
        }
        return request;
    }

    private static void part(ByteArrayOutputStream body, String name, String more, byte[] content) throws IOException {
        var head = "--line\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n";
        body.write(head.getBytes(StandardCharsets.UTF_8));
        body.write(content);
        body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
}
