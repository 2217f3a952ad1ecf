package dev.hauban.engine.local.supply;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What of this machine matters for finding programs, taken once.
///
/// @param environment the user's own: proxies, search path, JAVA_HOME
/// @param home the user's home
/// @param cache where fetched programs are kept; others than its owner may read it
/// @param architecture as Debian writes it: `amd64`, `arm64`
/// @param standin the folder with the jars of the programs of our own that stand in for others, where Hauban was built
public record Machine(
        Map<String, String> environment, Path home, Path cache, String architecture, Optional<Path> standin) {
    public Machine {
        environment = Map.copyOf(environment);
    }

    /// One without programs of our own.
    public Machine(Map<String, String> environment, Path home, Path cache, String architecture) {
        this(environment, home, cache, architecture, Optional.empty());
    }

    /// @param isRoot whether services may run as other users, who then have to read the cache
    public static Machine of(Map<String, String> environment, Path home, boolean isRoot) {
        return new Machine(environment, home, cacheOf(environment, home, isRoot), architectureOfThis(), ownJars());
    }

    private static Path cacheOf(Map<String, String> environment, Path home, boolean isRoot) {
        if (isRoot) {
            return Path.of("/var/cache/hauban");
        }
        String chosen = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (chosen.startsWith("/") ? Path.of(chosen) : home.resolve(".cache")).resolve("hauban");
    }

    /// They lie beside the folder that Hauban's own jars are in (launcher/Build.java).
    private static Optional<Path> ownJars() {
        String first = System.getProperty("java.class.path", "").split(":", 2)[0];
        Path folder = Path.of(first).toAbsolutePath().getParent();
        return folder == null || !first.endsWith(".jar")
                ? Optional.empty()
                : Optional.of(folder.resolveSibling("standin")).filter(Files::isDirectory);
    }

    private static String architectureOfThis() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    /// The folders in which the user's own shell would look.
    public List<Path> searchPath() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .distinct()
                .toList();
    }

    public Optional<Path> onPath(String program) {
        return searchPath().stream()
                .map(folder -> folder.resolve(program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /// The same machine with other variables; for tests and for users who are not the one who asks.
    public Machine with(Map<String, String> changes) {
        var changed = new LinkedHashMap<>(environment);
        changed.putAll(changes);
        return new Machine(changed, home, cache, architecture, standin);
    }
}
