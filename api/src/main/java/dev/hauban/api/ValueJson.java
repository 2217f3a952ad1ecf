package dev.hauban.api;

import dev.hauban.json.Json;
import dev.hauban.json.MalformedJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// The small values that every message is made of. Times are ISO 8601, choices are lower case with dashes.
final class ValueJson {
    private ValueJson() {}

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E choice(Class<E> type, String word) throws MalformedJson {
        for (E value : type.getEnumConstants()) {
            if (word(value).equals(word)) {
                return value;
            }
        }
        throw MalformedJson.shape("\"" + word + "\" is none of " + type.getSimpleName());
    }

    static Optional<Json> duration(Optional<Duration> duration) {
        return duration.map(known -> Json.text(known.toString()));
    }

    static Optional<Duration> findDuration(Json.Members members, String name) throws MalformedJson {
        return members.findText(name).map(Duration::parse);
    }

    static Duration duration(Json.Members members, String name) throws MalformedJson {
        return Duration.parse(members.text(name));
    }

    static Instant instant(Json.Members members, String name) throws MalformedJson {
        return Instant.parse(members.text(name));
    }

    /// Reads what a record's own constructor may refuse: what it refuses is malformed.
    static <T> T checked(Reading<T> reading) throws MalformedJson {
        try {
            return reading.read();
        } catch (IllegalArgumentException | java.time.DateTimeException refused) {
            throw MalformedJson.shape(String.valueOf(refused.getMessage()));
        }
    }

    interface Reading<T> {
        T read() throws MalformedJson;
    }
}
