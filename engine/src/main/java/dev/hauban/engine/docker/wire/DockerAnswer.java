package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A whole answer, whatever its status.
public final class DockerAnswer {
    private final Head head;
    private final byte[] body;
    private final Troubles troubles;

    DockerAnswer(Head head, byte[] body, Troubles troubles) {
        this.head = head;
        this.body = body;
        this.troubles = troubles;
    }

    public int status() {
        return head.status();
    }

    public Optional<String> header(String name) {
        return head.headers().find(name);
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /// `null` where the body is empty, as it is for most that only does something.
    public Json json() throws DockerTrouble {
        String text = text();
        if (text.isBlank()) {
            return Json.none();
        }
        try {
            return JsonReader.read(text);
        } catch (MalformedJson malformed) {
            throw troubles.garbled("its body is not JSON: " + malformed.getMessage());
        }
    }

    /// @throws DockerRefusal where the status is 400 or above
    public DockerAnswer accepted() throws DockerRefusal {
        if (status() >= 400) {
            throw new DockerRefusal(status(), reason());
        }
        return this;
    }

    private String reason() {
        String text = text().strip();
        try {
            Optional<String> message = JsonReader.readObject(text).findText("message");
            if (message.isPresent() && !message.get().isBlank()) {
                return message.get().strip();
            }
        } catch (MalformedJson plain) {
            // A proxy in between, or the daemon's HTTP server itself, answers in plain words.
            return text.isEmpty() ? "HTTP status " + status() : text + " (HTTP status " + status() + ")";
        }
        return "HTTP status " + status();
    }
}
