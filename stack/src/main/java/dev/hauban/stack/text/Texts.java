package dev.hauban.stack.text;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import dev.hauban.json.MembersBuilder;
import dev.hauban.stack.Specification;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The forms that many values share.
final class Texts {
    private Texts() {}

    /// Makes a value of what was written under a key.
    interface Reader<T> {
        T read(String key, Json.Members members) throws MalformedJson;
    }

    static <T> Json map(Map<String, T> values, Function<T, Json> writer) {
        MembersBuilder members = Json.object();
        values.forEach((key, value) -> members.with(key, writer.apply(value)));
        return members.build();
    }

    static <T> Map<String, T> map(Json.Members members, Reader<T> reader) throws MalformedJson {
        var values = new LinkedHashMap<String, T>();
        for (String key : members.values().keySet()) {
            values.put(key, reader.read(key, members.members(key)));
        }
        return values;
    }

    static Json strings(Map<String, String> strings) {
        return map(strings, Json::text);
    }

    static Map<String, String> strings(Json.Members members) throws MalformedJson {
        var strings = new LinkedHashMap<String, String>();
        for (String key : members.values().keySet()) {
            strings.put(key, members.text(key));
        }
        return strings;
    }

    /// Empty in texts from before there was one.
    static Specification specification(Json.Members members) throws MalformedJson {
        return members.find("specification").isEmpty()
                ? Specification.empty()
                : Specification.of(members.members("specification"));
    }

    /// ISO 8601, to the nanosecond.
    static Json duration(Duration duration) {
        return Json.text(duration.toString());
    }

    static Duration duration(Json.Members members, String name) throws MalformedJson {
        try {
            return Duration.parse(members.text(name));
        } catch (java.time.format.DateTimeParseException malformed) {
            throw MalformedJson.shape("\"" + name + "\" is not a duration: " + malformed.getParsedString());
        }
    }

    static Optional<Boolean> findBool(Json.Members members, String name) throws MalformedJson {
        return members.find(name).isEmpty() ? Optional.empty() : Optional.of(members.bool(name));
    }

    static Optional<Integer> findInteger(Json.Members members, String name) throws MalformedJson {
        return members.find(name).isEmpty() ? Optional.empty() : Optional.of(integer(members, name));
    }

    static int integer(Json.Members members, String name) throws MalformedJson {
        long value = members.wholeNumber(name);
        if (value != (int) value) {
            throw MalformedJson.shape("\"" + name + "\" is too large: " + value);
        }
        return (int) value;
    }
}
