package dev.hauban.engine.local.image;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The deeds of a build by the RUN lines that they belong to, kept beside what was built: who an image's users are is
/// told again from them.
final class Deeds {
    private final Map<String, List<Deed>> byLine = new TreeMap<>();

    /// @param stage its number
    /// @param run counted from 0 within the stage
    void add(int stage, int run, List<Deed> deeds) {
        if (!deeds.isEmpty()) {
            byLine.put(key(stage, run), List.copyOf(deeds));
        }
    }

    List<Deed> of(int stage, int run) {
        return byLine.getOrDefault(key(stage, run), List.of());
    }

    private static String key(int stage, int run) {
        return stage + "/" + run;
    }

    void write(Path file) throws IOException {
        List<Json> all = new ArrayList<>();
        byLine.forEach((line, deeds) -> deeds.forEach(deed -> all.add(Json.object()
                .with("line", line)
                .with("folder", deed.folder())
                .with("words", Json.texts(deed.words()))
                .build())));
        Files.writeString(
                file, Json.object().with("deeds", Json.array(all)).build().compact());
    }

    static Deeds read(Path file) throws IOException {
        var deeds = new Deeds();
        try {
            Json.Array all = JsonReader.readObject(Files.readString(file)).array("deeds");
            for (Json.Members each : all.objects()) {
                deeds.byLine
                        .computeIfAbsent(each.text("line"), _ -> new ArrayList<>())
                        .add(new Deed(each.text("folder"), each.array("words").texts()));
            }
        } catch (MalformedJson torn) {
            throw new IOException(file + " is torn", torn);
        }
        return deeds;
    }
}
