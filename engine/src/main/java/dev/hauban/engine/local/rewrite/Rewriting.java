package dev.hauban.engine.local.rewrite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Replaces what only a container would understand.
public final class Rewriting {
    private final Paths paths;
    private final Names names;

    /// @param hostByContainerPath where a container path lies on the host
    /// @param addressByName where the other services are
    public Rewriting(Map<String, String> hostByContainerPath, Map<String, String> addressByName) {
        paths = new Paths(hostByContainerPath);
        names = new Names(addressByName);
    }

    public static Rewriting none() {
        return new Rewriting(Map.of(), Map.of());
    }

    public String path(String path) {
        return paths.replaced(path);
    }

    public List<String> words(List<String> words) {
        return names.replaced(words).stream().map(paths::replaced).toList();
    }

    /// A text, such as a configuration file.
    public String text(String text) {
        return paths.replaced(names.replaced(text));
    }

    public Map<String, String> environment(Map<String, String> environment) {
        var result = new LinkedHashMap<String, String>();
        environment.forEach((name, value) -> result.put(name, paths.replaced(names.value(name, value))));
        return result;
    }
}
