package dev.emailight.message;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// An e-mail in a list, and how lists are kept in the cache: as JSON.
///
/// @param changed in milliseconds since 1970
public record Summary(String id, String to, String subject, String begin, String status, String problem, long changed) {
    private static final Gson GSON = new Gson();
    private static final int BEGIN = 120;

    static Summary of(Message message) {
        var text = message.letter().text().replaceAll("\\s+", " ").strip();
        return new Summary(
                message.id(),
                message.to(),
                message.letter().subject(),
                text.length() > BEGIN ? text.substring(0, BEGIN) + "…" : text,
                message.status().word(),
                message.problem().orElse(""),
                message.changed().toEpochMilli());
    }

    public Instant at() {
        return Instant.ofEpochMilli(changed);
    }

    static String write(List<Summary> summaries) {
        return GSON.toJson(summaries);
    }

    static List<Summary> read(String json) {
        return GSON.fromJson(json, new TypeToken<List<Summary>>() {});
    }

    static String writeCounts(Map<Folder, Long> counts) {
        return GSON.toJson(counts);
    }

    static Map<Folder, Long> readCounts(String json) {
        Map<Folder, Long> counts = new EnumMap<>(Folder.class);
        counts.putAll(GSON.fromJson(json, new TypeToken<Map<Folder, Long>>() {}));
        return counts;
    }

    static String writeWords(List<String> words) {
        return GSON.toJson(words);
    }

    static List<String> readWords(String json) {
        return GSON.fromJson(json, new TypeToken<List<String>>() {});
    }
}
