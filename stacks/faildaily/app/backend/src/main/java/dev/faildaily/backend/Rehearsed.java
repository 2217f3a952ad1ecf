package dev.faildaily.backend;

import dev.faildaily.web.Log;
import dev.faildaily.web.Rehearsal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/// The backend's rehearsal, while its image is built: without a database, whose driver is loaded by name instead.
final class Rehearsed {

    private static final List<String> DRIVER = List.of("org/mariadb/jdbc/", "com/zaxxer/hikari/", "org/slf4j/");

    private Rehearsed() {}

    static void run() throws IOException {
        var folder = Files.createTempDirectory("rehearsal");
        var settings = Backend.Configuration.read(Map.of(
                "PORT", "0",
                "DB_HOST", "127.0.0.1",
                "DB_PORT", "1",
                "DB_PASSWORD", "nobody is there",
                "JWT_SECRET", "a rehearsal has no secrets to keep",
                "UPLOAD_DIR", folder.toString()));
        try (var log = new Log("rehearsal", false, System.out, InstantSource.system());
                var backend = Backend.start(settings, InstantSource.system(), log, log)) {
            Rehearsal.ask(backend.port(), List.of("/api/health", "/api/session", "/api/categories", "/metrics"));
            for (var entry : List.of(System.getProperty("java.class.path").split(File.pathSeparator))) {
                loadDriver(Path.of(entry).toAbsolutePath().resolveSibling("lib"));
            }
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private static void loadDriver(Path libraries) throws IOException {
        try (var jars = Files.newDirectoryStream(libraries, "*.jar")) {
            for (var jar : jars) {
                try (var open = new JarFile(jar.toFile())) {
                    Rehearsal.load(open.stream()
                            .map(entry -> entry.getName())
                            .filter(name ->
                                    name.endsWith(".class") && DRIVER.stream().anyMatch(name::startsWith))
                            .map(name -> name.substring(0, name.length() - 6).replace('/', '.')));
                }
            }
        }
    }
}
