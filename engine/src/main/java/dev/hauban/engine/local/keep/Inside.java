package dev.hauban.engine.local.keep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a further command needs to run inside an instance as its first process does: who, where, with what environment.
/// It holds what the service's environment holds, so it is there only between start and end, for its owner's eyes.
///
/// @param keys what else the shim is told, such as the network's rules: each a key and its values
/// @param places container path to host path, where paths have to be rewritten
/// @param names service name to address, where names have to be rewritten
public record Inside(
        Map<String, String> environment,
        String directory,
        List<List<String>> keys,
        Map<String, String> places,
        Map<String, String> names) {
    public static final String FILE = "inside";

    public Inside {
        keys = keys.stream().map(List::copyOf).toList();
    }

    public String text() {
        var sheet = new Sheet().with("directory", directory);
        environment.forEach((name, value) -> sheet.with("env", name, value));
        places.forEach((target, source) -> sheet.with("place", target, source));
        names.forEach((name, address) -> sheet.with("name", name, address));
        keys.forEach(key -> sheet.with("key", key.toArray(String[]::new)));
        return sheet.text();
    }

    /// Empty when it doesn't run, or the file is torn.
    public static Optional<Inside> read(Path instance) throws IOException {
        Optional<Sheet> sheet = Sheet.read(instance.resolve(FILE));
        try {
            return sheet.map(Inside::from);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Inside from(Sheet sheet) {
        return new Inside(
                pairs(sheet, "env"),
                sheet.need("directory"),
                sheet.all("key"),
                pairs(sheet, "place"),
                pairs(sheet, "name"));
    }

    private static Map<String, String> pairs(Sheet sheet, String key) {
        var pairs = new LinkedHashMap<String, String>();
        for (List<String> words : sheet.all(key)) {
            if (words.size() < 2) {
                throw new IllegalArgumentException("a pair has two words: " + key);
            }
            pairs.put(words.get(0), words.get(1));
        }
        return pairs;
    }
}
