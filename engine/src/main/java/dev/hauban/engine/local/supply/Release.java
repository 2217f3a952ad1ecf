package dev.hauban.engine.local.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Which distribution this is.
///
/// @param name for people: `Debian GNU/Linux 12 (bookworm)`
/// @param key for a file's name: `debian-12`
///
/// Source: os-release(5).
record Release(String name, String key) {
    static Release ofThisMachine() {
        Map<String, String> fields = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/etc/os-release"))) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    fields.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replace("\"", ""));
                }
            }
        } catch (IOException unknown) {
            return new Release("this machine's distribution", "unknown");
        }
        String id = fields.getOrDefault("ID", "linux");
        String version = fields.getOrDefault("VERSION_ID", fields.getOrDefault("VERSION_CODENAME", "rolling"));
        return new Release(fields.getOrDefault("PRETTY_NAME", id), id + "-" + version);
    }
}
