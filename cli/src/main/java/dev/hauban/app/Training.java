package dev.hauban.app;

import dev.hauban.cli.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Walks through what people type most, so that the JVM can keep what it loads and links for that
/// (docs/decisions/0004). Run once by the build, never by a user; it starts nothing and leaves nothing behind.
public final class Training {
    private static final List<List<String>> LESSONS = List.of(
            List.of("version"),
            List.of("--help"),
            List.of("config"),
            List.of("config", "--format", "json"),
            List.of("config", "--services"),
            List.of("ps"),
            List.of("ps", "--format", "json"),
            List.of("status"),
            List.of("up", "--dry-run"));

    private static final String STACK = """
            name: training
            x-common: &common
              restart: unless-stopped
              networks: [inside]
            services:
              db:
                <<: *common
                image: postgres:17
                environment:
                  POSTGRES_USER: ${DB_USER:-app}
                  POSTGRES_PASSWORD: ${DB_PASSWORD:?set it in .env}
                volumes: ["data:/var/lib/postgresql/data", "./init.sql:/docker-entrypoint-initdb.d/init.sql:ro"]
                healthcheck:
                  test: ["CMD-SHELL", "pg_isready -U $${POSTGRES_USER}"]
                  interval: 30s
                  timeout: 5s
                  retries: 3
                  start_period: 10s
              backend:
                <<: *common
                image: example/backend:1
                env_file: .env
                environment: ["PORT=3000", "DB_HOST=db"]
                ports: ["127.0.0.1:${BACKEND_PORT:-3001}:3000"]
                depends_on:
                  db: {condition: service_healthy}
                deploy:
                  resources:
                    limits: {cpus: "0.5", memory: 256M}
              frontend:
                <<: *common
                image: nginx:alpine
                ports: [{target: 80, published: "8080"}]
                depends_on: [backend]
                profiles: [web]
            volumes:
              data: {}
            networks:
              inside:
                driver: bridge
            """;

    private Training() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("hauban-training-");
        try {
            Files.writeString(folder.resolve("compose.yaml"), STACK);
            Files.writeString(folder.resolve(".env"), "# training\nDB_PASSWORD=none-at-all\nDB_USER='app'\n");
            Files.writeString(folder.resolve("init.sql"), "select 1;\n");
            var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            var surroundings = new Surroundings(
                    Map.of("HOME", folder.toString(), "PATH", "/usr/bin:/bin", "HAUBAN_ENGINE", "local"),
                    folder,
                    nowhere,
                    nowhere,
                    InstantSource.system(),
                    new UnixTerminal());
            LESSONS.forEach(lesson -> Main.run(surroundings, lesson));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
