package dev.todoapp.frontend;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.todoapp.service.JsonDocument;
import dev.todoapp.service.Neighbor;
import dev.todoapp.service.Refusal;
import dev.todoapp.service.Server;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks the gateway in the name of a person.
final class GatewayClient {
    private final Neighbor gateway;

    GatewayClient(Neighbor gateway) {
        this.gateway = gateway;
    }

    /// In whose name.
    ///
    /// @param address where their browser is
    record Person(Optional<String> token, String address, String requestId) {}

    JsonElement get(Person person, String path) throws InterruptedException {
        return asked(person, "GET", path, HttpRequest.BodyPublishers.noBody());
    }

    JsonDocument document(Person person, String path) throws InterruptedException {
        return new JsonDocument(get(person, path).getAsJsonObject());
    }

    JsonDocument post(Person person, String path, JsonObject wish) throws InterruptedException {
        return new JsonDocument(asked(person, "POST", path, body(wish)).getAsJsonObject());
    }

    JsonDocument patch(Person person, String path, JsonObject wish) throws InterruptedException {
        return new JsonDocument(asked(person, "PATCH", path, body(wish)).getAsJsonObject());
    }

    void delete(Person person, String path) throws InterruptedException {
        asked(person, "DELETE", path, HttpRequest.BodyPublishers.noBody());
    }

    private static HttpRequest.BodyPublisher body(JsonObject wish) {
        return HttpRequest.BodyPublishers.ofString(wish.toString());
    }

    private JsonElement asked(Person person, String method, String path, HttpRequest.BodyPublisher body)
            throws InterruptedException {
        var answer = gateway.ask(path, request -> {
            person.token.ifPresent(token -> request.header("Authorization", "Bearer " + token));
            return request.header("Content-Type", "application/json")
                    .header("X-Forwarded-For", person.address)
                    .header(Server.REQUEST_ID, person.requestId)
                    .method(method, body);
        });
        return switch (answer.statusCode()) {
            case 200, 201 -> parsed(answer);
            case 204 -> new JsonObject();
            default -> throw new Refusal(answer.statusCode(), problem(answer));
        };
    }

    private static String problem(HttpResponse<byte[]> answer) {
        return parsed(answer) instanceof JsonObject document && document.has("problem")
                ? new JsonDocument(document).text("problem")
                : "The gateway answered " + answer.statusCode() + ".";
    }

    private static JsonElement parsed(HttpResponse<byte[]> answer) {
        try {
            return JsonParser.parseString(new String(answer.body(), StandardCharsets.UTF_8));
        } catch (JsonParseException problem) {
            throw new IllegalStateException("the gateway did not answer in JSON", problem);
        }
    }
}
