package dev.hauban.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Collects the members of an object in the order in which they shall be written.
public final class MembersBuilder {
    private final Map<String, Json> values = new LinkedHashMap<>();

    MembersBuilder() {}

    public MembersBuilder with(String name, Json value) {
        if (values.put(name, value) != null) {
            throw new IllegalArgumentException("the member \"" + name + "\" is there twice");
        }
        return this;
    }

    public MembersBuilder with(String name, String value) {
        return with(name, Json.text(value));
    }

    public MembersBuilder with(String name, long value) {
        return with(name, Json.number(value));
    }

    public MembersBuilder with(String name, boolean value) {
        return with(name, Json.bool(value));
    }

    /// Leaves the member out where there is nothing to write.
    public MembersBuilder withText(String name, Optional<String> value) {
        value.ifPresent(text -> with(name, text));
        return this;
    }

    /// Leaves the member out where there is nothing to write.
    public MembersBuilder withOptional(String name, Optional<? extends Json> value) {
        value.ifPresent(json -> with(name, json));
        return this;
    }

    public Json.Members build() {
        return new Json.Members(values);
    }
}
