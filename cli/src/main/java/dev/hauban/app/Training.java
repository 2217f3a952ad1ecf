package dev.hauban.app;

import dev.hauban.cli.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Walks through what people type most, so that the JVM can keep what it loads and links for that
/// (docs/decisions/0004). Run by the build, for all commands, for those on local processes or on Docker alone, and for
/// the operator, never by a user; it leaves nothing behind.
///
/// What it does not walk through is loaded and linked anew by every command. What it does walk through is loaded by
/// every command, needed or not: 10 ms for a thousand classes. So what few people wait for stays out of it.
public final class Training {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("version"),
            List.of("config"),
            List.of("config", "--format", "json"),
            List.of("-f", "small.yaml", "up", "-d", "--wait"),
            List.of("-f", "small.yaml", "ps"),
            List.of("-f", "small.yaml", "ps", "--format", "json"),
            List.of("-f", "small.yaml", "status"),
            List.of("-f", "small.yaml", "logs", "--tail", "10"),
            List.of("-f", "small.yaml", "up", "-d"),
            List.of("doctor"),
            List.of("ps"),
            List.of("-f", "small.yaml", "down", "--volumes", "--timeout", "0"),
            List.of("operator", "stop"));

    /// Those of all commands that have to do with no engine.
    private static final List<List<String>> EVERYWHERE = COMMANDS.subList(0, 3);

    /// The same on Docker, with a daemon in this very process that runs nothing.
    private static final List<List<String>> DOCKER = List.of(
            List.of("-f", "docker.yaml", "up", "-d"),
            List.of("-f", "docker.yaml", "up", "-d"),
            List.of("-f", "docker.yaml", "ps"),
            List.of("-f", "docker.yaml", "ps", "--quiet"),
            List.of("-f", "docker.yaml", "logs", "--tail", "10"),
            List.of("-f", "docker.yaml", "stop", "--timeout", "0"),
            List.of("-f", "docker.yaml", "start"),
            List.of("-f", "docker.yaml", "up", "-d", "--force-recreate"),
            List.of("-f", "docker.yaml", "down", "--volumes", "--timeout", "0"));

    /// With an operator in this very process, and services that run. Where they can't be started, less is learnt.
    private static final List<List<String>> OPERATOR = List.of(
            List.of("-f", "small.yaml", "up", "-d", "--wait"),
            List.of("-f", "small.yaml", "up", "-d"),
            List.of("-f", "small.yaml", "restart", "--timeout", "0"),
            List.of("-f", "small.yaml", "down", "--volumes", "--timeout", "0"),
            List.of("operator", "stop"));

    /// One that is read by lines; the others are for the parser.
    private static final String SMALL = """
            name: small
            services:
              tool:
                image: training/tool:1
                healthcheck:
                  test: ["CMD", "true"]
                ports: ["127.0.0.1::81"]
                x-hauban:
                  local:
                    command: ["sleep", "30"]
              job:
                image: training/job:1
                depends_on:
                  tool:
                    condition: service_healthy
                x-hauban:
                  local:
                    command: ["true"]
            """;

    private static final String ON_DOCKER = """
            name: on-docker
            services:
              tool:
                image: training/tool:1
                command: ["sleep", "30"]
                environment: {LEVEL: info}
                ports: ["127.0.0.1:8081:81"]
                volumes: ["./init.sql:/init.sql:ro"]
                restart: unless-stopped
              job:
                image: training/tool:1
                depends_on: [tool]
            """;

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
                volumes:
                  - data:/var/lib/postgresql/data # the rows
                  - ./init.sql:/docker-entrypoint-initdb.d/init.sql:ro
                logging: &logging {driver: json-file, options: {max-size: "10m"}}
                healthcheck:
                  test: ["CMD-SHELL", "pg_isready -U $${POSTGRES_USER}"]
                  interval: 30s
                  timeout: 5s
                  retries: 3
                  start_period: 10s
              backend:
                <<: *common
                image: example/backend:1
                container_name: training-backend
                build: {context: ., dockerfile: backend/Dockerfile}
                command: ["serve", "--all"]
                logging: *logging
                env_file: .env
                environment: ["PORT=3000", "DB_HOST=db"]
                ports: ["127.0.0.1:${BACKEND_PORT:-3001}:3000"]
                depends_on:
                  db: {condition: service_healthy}
                deploy:
                  resources:
                    limits: {cpus: "0.5", memory: 256M}
              tool:
                image: training/tool:1
                x-hauban: {local: {command: ["sleep", "1"]}, category: administration}
                healthcheck: {test: ["CMD", "true"]}
                ports: ["127.0.0.1:8081:81"]
              frontend:
                image: nginx:alpine
                ports: [{target: 80, published: "8080"}]
                depends_on: [backend]
                networks: {inside: {ipv4_address: 172.20.0.10}}
            x-hauban:
              groups: {all: [db, backend]}
            volumes:
              data: {}
            networks:
              inside:
                driver: bridge
                ipam: {config: [{subnet: 172.20.0.0/16}]}
            """;

    private Training() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("hauban-training-");
        try {
            Files.writeString(folder.resolve("compose.yaml"), STACK);
            Files.writeString(folder.resolve("small.yaml"), SMALL);
            Files.writeString(folder.resolve(".env"), "# training\nDB_PASSWORD=none-at-all\nDB_USER='app'\n");
            var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            var surroundings = new Surroundings(
                    environment(folder), folder, nowhere, nowhere, InstantSource.system(), new UnixTerminal());
            switch (arguments[0]) {
                case "operator" -> asOperator(surroundings);
                case "docker" -> {
                    EVERYWHERE.forEach(lesson -> Main.run(surroundings, lesson));
                    onDocker(surroundings);
                }
                case "local" -> COMMANDS.forEach(lesson -> Main.run(surroundings, lesson));
                default -> {
                    COMMANDS.forEach(lesson -> Main.run(surroundings, lesson));
                    onDocker(surroundings);
                }
            }
        } finally {
            delete(folder);
        }
    }

    private static Map<String, String> environment(Path folder) {
        // The process's own, to be asked for as every command asks for them.
        var environment = new HashMap<>(System.getenv());
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("HAUBAN_") || name.startsWith("COMPOSE_") || name.startsWith("DOCKER_"));
        environment.put("HOME", folder.toString());
        environment.put("HAUBAN_STATE_DIR", folder.resolve("state").toString());
        environment.put("HAUBAN_RUNTIME_DIR", folder.resolve("run").toString());
        environment.put("DOCKER_HOST", "unix://" + folder.resolve("nobody.sock"));
        return environment;
    }

    /// @return how each lesson ended
    static List<Integer> onDocker(Surroundings usual) throws IOException {
        Path socket = usual.directory().resolve("docker.sock");
        Files.writeString(usual.directory().resolve("docker.yaml"), ON_DOCKER);
        Files.writeString(usual.directory().resolve("init.sql"), "select 1;\n");
        var environment = new HashMap<>(usual.environment());
        environment.put("DOCKER_HOST", "unix://" + socket);
        environment.put("DOCKER_CONFIG", usual.directory().resolve("no-docker").toString());
        var surroundings = new Surroundings(
                environment, usual.directory(), usual.out(), usual.err(), usual.clock(), usual.terminal());
        try (var _ = TrainingDaemon.start(socket, usual.clock())) {
            return DOCKER.stream().map(lesson -> Main.run(surroundings, lesson)).toList();
        }
    }

    /// @return how each lesson ended
    static List<Integer> asOperator(Surroundings surroundings) throws IOException, InterruptedException {
        Files.writeString(surroundings.directory().resolve("small.yaml"), SMALL);
        Thread operator = Thread.ofVirtual()
                .name("operator in training")
                .start(() -> Main.run(surroundings, List.of("operator", "run")));
        int tries = 0;
        while (Main.run(surroundings, List.of("operator", "status")) != 0 && tries++ < 200) {
            Thread.sleep(20);
        }
        List<Integer> codes =
                OPERATOR.stream().map(lesson -> Main.run(surroundings, lesson)).toList();
        operator.join(Duration.ofSeconds(10));
        return codes;
    }

    /// What the lessons began may still be writing its last words.
    private static void delete(Path folder) throws IOException, InterruptedException {
        for (int tries = 0; Files.exists(folder); tries++) {
            try {
                deleteAll(folder);
            } catch (IOException stillAtWork) {
                if (tries == 50) {
                    throw stillAtWork;
                }
                Thread.sleep(20);
            }
        }
    }

    /// The kernel leaves folders that even their owner may not look into.
    private static void deleteAll(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            try (Stream<Path> inside = Files.list(path)) {
                for (Path one : inside.toList()) {
                    deleteAll(one);
                }
            }
        }
        Files.deleteIfExists(path);
    }
}
