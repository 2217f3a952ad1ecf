package dev.hauban.engine.local.dockerfile;

import java.util.Map;
import java.util.Optional;

/// Reads what stands behind `RUN --mount=`.
///
/// Source: Dockerfile reference, "RUN --mount".
final class RunMounts {
    private RunMounts() {}

    /// Empty when it is of a kind that is not to be had here, such as a secret, or lacks what its kind needs.
    static Optional<Instruction.RunMount> read(Flags.Flag flag) {
        Map<String, String> parts = flag.parts();
        String target = first(parts, "", "target", "dst", "destination");
        return switch (parts.getOrDefault("type", "bind")) {
            case "bind" -> target.isEmpty() ? Optional.empty() : Optional.of(bind(parts, target));
            case "cache" ->
                target.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Instruction.RunMount.Cache(parts.getOrDefault("id", target), target));
            case "tmpfs" ->
                target.isEmpty() ? Optional.empty() : Optional.of(new Instruction.RunMount.Temporary(target));
            default -> Optional.empty();
        };
    }

    private static Instruction.RunMount bind(Map<String, String> parts, String target) {
        boolean isCopy = isOn(parts, "rw") || isOn(parts, "readwrite");
        return new Instruction.RunMount.Bind(
                Optional.ofNullable(parts.get("from")), first(parts, ".", "source", "src"), target, isCopy);
    }

    private static boolean isOn(Map<String, String> parts, String name) {
        return parts.containsKey(name) && !parts.get(name).equals("false");
    }

    private static String first(Map<String, String> parts, String otherwise, String... names) {
        for (String name : names) {
            if (parts.containsKey(name)) {
                return parts.get(name);
            }
        }
        return otherwise;
    }
}
