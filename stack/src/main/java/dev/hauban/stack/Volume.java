package dev.hauban.stack;

import java.util.Map;
import java.util.Optional;

/// A named volume of the stack.
///
/// @param key its key in the file
/// @param name its full name on the machine
/// @param configHash Docker Compose's `config-hash` of the volume
/// @param isExternal whether it must exist already and is never removed
/// @param specification all of what the files say of it, for what has no word of its own here
public record Volume(
        String key,
        String name,
        ConfigHash configHash,
        boolean isExternal,
        Optional<String> driver,
        Map<String, String> options,
        Map<String, String> labels,
        Specification specification) {
    public Volume {
        options = Maps.inOrder(options);
        labels = Maps.inOrder(labels);
    }

    /// The config-hash as a text.
    public String hash() {
        return configHash.text();
    }
}
