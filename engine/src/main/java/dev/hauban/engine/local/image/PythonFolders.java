package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a stage has Python's packages. In the official images that is one folder, in which Python looks; this
/// machine's Python looks elsewhere, may have another version, and its pip has ways of its own (Debian's puts `local/`
/// and `dist-packages` into the path).
final class PythonFolders {
    private static final Pattern PACKAGES =
            Pattern.compile("(?<before>.*/lib/)python3\\.\\d+/site-packages(?<rest>/.*)?");

    private PythonFolders() {}

    /// The environment in which Python finds what lies in this tree.
    static Map<String, String> added(Map<String, String> environment, Path root) throws IOException {
        List<Path> packages = new ArrayList<>();
        List<Path> programs = new ArrayList<>();
        for (String prefix : List.of("/usr/local", "/usr/local/local")) {
            for (Path folder : in(root, prefix)) {
                packages.add(Path.of("/").resolve(root.relativize(folder)));
            }
            if (Files.isDirectory(root.resolve((prefix + "/bin").substring(1)))) {
                programs.add(Path.of(prefix + "/bin"));
            }
        }
        if (packages.isEmpty()) {
            return environment;
        }
        var all = new LinkedHashMap<>(environment);
        // Behind what the Dockerfile says.
        all.put("PYTHONPATH", SearchPaths.appended(all.getOrDefault("PYTHONPATH", ""), packages));
        all.computeIfPresent("PATH", (_, path) -> SearchPaths.appended(path, programs));
        return all;
    }

    private static List<Path> in(Path root, String prefix) throws IOException {
        List<Path> found = new ArrayList<>();
        Path libraries = root.resolve((prefix + "/lib").substring(1));
        if (!Files.isDirectory(libraries)) {
            return found;
        }
        try (var versions = Files.newDirectoryStream(libraries, "python3*")) {
            for (Path version : versions) {
                for (String name : List.of("site-packages", "dist-packages")) {
                    if (Files.isDirectory(version.resolve(name))) {
                        found.add(version.resolve(name));
                    }
                }
            }
        }
        found.sort(null);
        return found;
    }

    /// What an image's Python would have put at this path, where this machine's has put it.
    static Optional<String> moved(Path root, String path) throws IOException {
        Matcher asked = PACKAGES.matcher(path);
        if (!asked.matches()) {
            return Optional.empty();
        }
        String rest = Optional.ofNullable(asked.group("rest")).orElse("");
        String prefix = asked.group("before").replaceFirst("/lib/$", "");
        for (String place : List.of(prefix, prefix + "/local")) {
            for (Path folder : in(root, place)) {
                if (Files.exists(Path.of(folder + rest))) {
                    return Optional.of("/" + root.relativize(folder) + rest);
                }
            }
        }
        return Optional.empty();
    }
}
