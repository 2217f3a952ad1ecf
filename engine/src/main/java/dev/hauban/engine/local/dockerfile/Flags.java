package dev.hauban.engine.local.dockerfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The `--name=value` options at the beginning of an instruction, and what stands behind them.
record Flags(List<Flag> flags, String rest) {
    /// @param parts of a value such as `type=cache,target=/x`
    record Flag(String name, String value, Map<String, String> parts) {}

    static Flags of(String text) {
        List<Flag> flags = new ArrayList<>();
        String rest = text;
        while (rest.startsWith("--")) {
            int end = 0;
            while (end < rest.length() && !Character.isWhitespace(rest.charAt(end))) {
                end++;
            }
            flags.add(flag(rest.substring(2, end)));
            rest = rest.substring(end).strip();
        }
        return new Flags(flags, rest);
    }

    private static Flag flag(String text) {
        int equals = text.indexOf('=');
        String value = equals < 0 ? "" : text.substring(equals + 1);
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : value.split(",")) {
            int inner = part.indexOf('=');
            parts.put(inner < 0 ? part : part.substring(0, inner), inner < 0 ? "" : part.substring(inner + 1));
        }
        return new Flag(equals < 0 ? text : text.substring(0, equals), value, parts);
    }

    Optional<String> value(String name) {
        return flags.stream()
                .filter(flag -> flag.name().equals(name))
                .map(Flag::value)
                .findFirst();
    }
}
