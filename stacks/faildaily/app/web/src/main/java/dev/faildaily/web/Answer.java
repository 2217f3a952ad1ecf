package dev.faildaily.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// An answer as a value; the server writes it.
public record Answer(int status, List<Header> headers, Body body) {

    public record Header(String name, String value) {}

    public Answer {
        headers = List.copyOf(headers);
    }

    public static Answer of(int status) {
        return new Answer(status, List.of(), new Body.Nothing());
    }

    public static Answer json(int status, Object value) {
        return bytes(
                        status,
                        "application/json; charset=utf-8",
                        Json.write(value).getBytes(StandardCharsets.UTF_8))
                .with("Cache-Control", "no-store");
    }

    public static Answer bytes(int status, String type, byte[] content) {
        return new Answer(status, List.of(new Header("Content-Type", type)), new Body.Bytes(content));
    }

    /// The same answer with one header more.
    public Answer with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new Answer(status, more, body);
    }
}
