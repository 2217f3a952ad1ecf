package dev.hauban.engine.docker.wire;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Finds JSON objects that come one after the other, with or without space between them, in pieces of any size.
final class JsonObjects {
    private static final int LONGEST = 16 * 1024 * 1024;

    private final Body body;
    private final byte[] buffer = new byte[8 * 1024];
    private int at;
    private int end;

    JsonObjects(Body body) {
        this.body = body;
    }

    /// Empty after the last.
    Optional<Json.Members> next() throws DockerTrouble, InterruptedException {
        int first = skipSpace();
        if (first < 0) {
            return Optional.empty();
        }
        if (first != '{') {
            throw garbled("a stream of JSON objects holds something else");
        }
        try {
            return Optional.of(JsonReader.readObject(object()));
        } catch (MalformedJson malformed) {
            throw garbled("a stream of JSON objects holds one that is broken: " + malformed.getMessage());
        }
    }

    private int skipSpace() throws DockerTrouble, InterruptedException {
        int next = read();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            next = read();
        }
        return next;
    }

    /// From behind its opening brace, which was read, to the closing one. Quotes and braces are never part of another
    /// character in UTF-8.
    private String object() throws DockerTrouble, InterruptedException {
        var object = new ByteArrayOutputStream(512);
        object.write('{');
        boolean quoted = false;
        boolean escaped = false;
        for (int depth = 1; depth > 0; ) {
            int next = read();
            if (next < 0) {
                throw body.connection.torn();
            }
            if (object.size() == LONGEST) {
                throw garbled("a JSON object without an end");
            }
            object.write(next);
            if (escaped) {
                escaped = false;
            } else if (quoted) {
                escaped = next == '\\';
                quoted = next != '"';
            } else if (next == '"') {
                quoted = true;
            } else if (next == '{') {
                depth++;
            } else if (next == '}') {
                depth--;
            }
        }
        return object.toString(StandardCharsets.UTF_8);
    }

    private int read() throws DockerTrouble, InterruptedException {
        if (at == end) {
            end = Math.max(body.read(buffer, 0, buffer.length), 0);
            at = 0;
            if (end == 0) {
                return -1;
            }
        }
        return buffer[at++] & 0xFF;
    }

    private DockerTrouble garbled(String what) {
        return body.connection.troubles().garbled(what);
    }
}
