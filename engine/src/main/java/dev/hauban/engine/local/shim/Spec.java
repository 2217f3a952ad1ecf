package dev.hauban.engine.local.shim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the shim is told: keys with their values, in the words of `PROTOCOL.md`. It holds secrets, so it has no text
/// form and is handed over through a pipe only.
public final class Spec {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// A key with all its values.
    public Spec with(String key, String... values) {
        token(key);
        for (String value : values) {
            token(value);
        }
        return this;
    }

    /// Where the instance keeps its state and its log.
    public Spec instance(String id, Path state, Path log) {
        return with("instance", id).with("state", state.toString()).with("log", log.toString());
    }

    public Spec command(List<String> words) {
        words.forEach(word -> with("arg", word));
        return this;
    }

    public Spec environment(Map<String, String> variables) {
        variables.forEach((name, value) -> with("env", name + "=" + value));
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /// For a shim whose standard input belongs to somebody else after the spec.
    byte[] bytesWithLength() {
        var all = new ByteArrayOutputStream();
        all.writeBytes("%08d".formatted(bytes.size()).getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(bytes.toByteArray());
        return all.toByteArray();
    }

    private void token(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no argument, variable or path can hold a NUL character");
        }
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
    }
}
