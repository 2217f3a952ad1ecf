package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import dev.hauban.json.MembersBuilder;
import java.util.List;
import java.util.Map;

/// An object of the Engine API on its way. What says nothing is left out, which the daemon takes for the same.
final class Fields {
    private final MembersBuilder members = Json.object();
    private boolean empty = true;

    Fields text(String name, String value) {
        return value.isEmpty() ? this : json(name, Json.text(value));
    }

    Fields number(String name, long value) {
        return value == 0 ? this : json(name, Json.number(value));
    }

    Fields flag(String name, boolean value) {
        return value ? json(name, Json.bool(true)) : this;
    }

    Fields texts(String name, List<String> values) {
        return values.isEmpty() ? this : json(name, Json.texts(values));
    }

    Fields strings(String name, Map<String, String> values) {
        if (values.isEmpty()) {
            return this;
        }
        MembersBuilder strings = Json.object();
        values.forEach(strings::with);
        return json(name, strings.build());
    }

    Fields list(String name, List<? extends Json> values) {
        return values.isEmpty() ? this : json(name, Json.array(values));
    }

    Fields object(String name, Fields fields) {
        return fields.empty ? this : json(name, fields.build());
    }

    /// Whatever it says.
    Fields json(String name, Json value) {
        members.with(name, value);
        empty = false;
        return this;
    }

    Json.Members build() {
        return members.build();
    }
}
