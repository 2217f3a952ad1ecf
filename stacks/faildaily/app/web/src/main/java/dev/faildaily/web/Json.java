package dev.faildaily.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// Records to JSON and back. What is absent is null in JSON and an empty [Optional] here.
public final class Json {

    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(
                    Instant.class, (JsonSerializer<Instant>) (instant, _, _) -> new JsonPrimitive(instant.toString()))
            .registerTypeHierarchyAdapter(Optional.class, (JsonSerializer<Optional<?>>)
                    (optional, _, context) -> context.serialize(optional.orElse(null)))
            .create();

    private Json() {}

    public static String write(Object value) {
        return GSON.toJson(value);
    }

    /// Reads what a client sent. The record's constructor must expect null where the client left something out.
    public static <T> T read(byte[] content, Class<T> type) {
        try {
            var value = GSON.fromJson(new String(content, StandardCharsets.UTF_8), type);
            if (value == null) {
                throw new Refusal(400, "The request is empty.");
            }
            return value;
        } catch (JsonParseException _) {
            throw new Refusal(400, "The request is not the JSON that was expected.");
        }
    }
}
