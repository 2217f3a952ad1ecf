package dev.hauban.engine.docker.image;

import java.util.Locale;
import java.util.Optional;

/// What an image was made for, such as `linux/arm64/v8`, by the names that registries use.
///
/// @param variant empty where there is none, or only the usual one
public record Platform(String system, String architecture, String variant) {
    /// `system/architecture[/variant]`, or only one of the first two. Empty where the text is none of it.
    public static Optional<Platform> parse(String text) {
        String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
        for (String part : parts) {
            if (part.isBlank()) {
                return Optional.empty();
            }
        }
        return switch (parts.length) {
            case 1 -> isSystem(parts[0]) ? Optional.empty() : Optional.of(usual("linux", parts[0], ""));
            case 2 -> Optional.of(usual(parts[0], parts[1], ""));
            case 3 -> Optional.of(usual(parts[0], parts[1], parts[2]));
            default -> Optional.empty();
        };
    }

    /// By the usual names: `x86_64` is `amd64`, and `v8` is understood with `arm64`.
    static Platform usual(String system, String architecture, String variant) {
        return switch (architecture) {
            case "x86_64", "x86-64" -> new Platform(system, "amd64", variant.equals("v1") ? "" : variant);
            case "amd64" -> new Platform(system, "amd64", variant.equals("v1") ? "" : variant);
            case "i386", "i486", "i586", "i686", "386" -> new Platform(system, "386", "");
            case "aarch64", "arm64" ->
                new Platform(system, "arm64", variant.equals("8") || variant.equals("v8") ? "" : variant);
            case "armhf" -> new Platform(system, "arm", "v7");
            case "armel" -> new Platform(system, "arm", "v6");
            case "arm" -> new Platform(system, "arm", armVariant(variant));
            default -> new Platform(system, architecture, variant);
        };
    }

    private static String armVariant(String variant) {
        return switch (variant) {
            case "", "7" -> "v7";
            case "5", "6", "8" -> "v" + variant;
            default -> variant;
        };
    }

    private static boolean isSystem(String text) {
        return switch (text) {
            case "linux", "windows", "darwin", "freebsd" -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return system + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
