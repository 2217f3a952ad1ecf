package dev.hauban.app;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The environment of whoever typed a command. The launcher gives a JVM a locale with all letters where nobody has
/// chosen one, for else it knows no file whose name is more than ASCII; what Compose files and services see of
/// `LC_ALL` is what was there before.
final class AskersEnvironment {
    /// `=` and the value that it had, or nothing where it had none.
    private static final String BEFORE = "HAUBAN_LC_ALL";

    private static final String ALL_LETTERS = "C.UTF-8";

    private AskersEnvironment() {}

    /// For a JVM of ours that is not started by the launcher: what it does.
    static Map<String, String> handedOn(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("C");
        if (!locale.equals("C") && !locale.equals("POSIX")) {
            return environment;
        }
        var handed = new HashMap<>(environment);
        String before = environment.get("LC_ALL");
        handed.put(BEFORE, before == null ? "" : "=" + before);
        handed.put("LC_ALL", ALL_LETTERS);
        return handed;
    }

    static Map<String, String> of(Map<String, String> own) {
        String before = own.get(BEFORE);
        if (before == null) {
            return own;
        }
        var environment = new HashMap<>(own);
        environment.remove(BEFORE);
        environment.remove("LC_ALL");
        if (before.startsWith("=")) {
            environment.put("LC_ALL", before.substring(1));
        }
        return environment;
    }
}
