package dev.hauban.app;

import java.util.HashMap;
import java.util.Map;

/// The environment of whoever typed a command. The launcher gives a JVM a locale with all letters where nobody has
/// chosen one, for else it knows no file whose name is more than ASCII; what Compose files and services see of
/// `LC_ALL` is what was there before.
final class AskersEnvironment {
    /// `=` and the value that it had, or nothing where it had none.
    private static final String BEFORE = "HAUBAN_LC_ALL";

    private AskersEnvironment() {}

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
