package dev.faildaily.backend;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real database server of the test's own, if this machine has one: `mariadbd` on PATH or where distributions put it.
final class MariaDb implements AutoCloseable {
    /// What is needed to make one and to run it.
    static final List<String> PROGRAMS = List.of("mariadbd", "mariadb-install-db", "my_print_defaults");

    static final String PASSWORD = "a password for a test";

    private final Path server;
    private final Path folder;
    private final int port;
    private Optional<Process> running = Optional.empty();

    private MariaDb(Path server, Path folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    static Optional<Path> program(String name) {
        var path = Objects.toString(System.getenv("PATH"), "").split(File.pathSeparator);
        return Stream.concat(Arrays.stream(path), Stream.of("/usr/sbin", "/usr/local/sbin", "/usr/bin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Initialises one, but doesn't start it yet.
    static MariaDb in(Path folder) throws IOException, InterruptedException {
        var port = freePort();
        var database = new MariaDb(program("mariadbd").orElseThrow(), folder, port);
        database.finish(List.of(
                program("mariadb-install-db").orElseThrow().toString(),
                "--no-defaults",
                "--datadir=" + folder.resolve("data"),
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--user=" + System.getProperty("user.name")));
        Files.write(
                folder.resolve("init.sql"),
                List.of(
                        "CREATE DATABASE IF NOT EXISTS faildaily_prod;",
                        "DELETE FROM mysql.global_priv WHERE User = '';",
                        "FLUSH PRIVILEGES;",
                        "CREATE USER IF NOT EXISTS 'faildaily_user'@'%' IDENTIFIED BY '" + PASSWORD + "';",
                        "GRANT ALL ON faildaily_prod.* TO 'faildaily_user'@'%';"));
        return database;
    }

    int port() {
        return port;
    }

    void start() throws IOException {
        running = Optional.of(process(List.of(
                        server.toString(),
                        "--no-defaults",
                        "--user=" + System.getProperty("user.name"),
                        "--datadir=" + folder.resolve("data"),
                        "--socket=" + folder.resolve("s"),
                        "--pid-file=" + folder.resolve("pid"),
                        "--init-file=" + folder.resolve("init.sql"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--innodb-buffer-pool-size=16M"))
                .start());
    }

    private void finish(List<String> command) throws IOException, InterruptedException {
        if (process(command).start().waitFor() != 0) {
            throw new IOException(Files.readString(folder.resolve("log")));
        }
    }

    private ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (var process : running.stream().toList()) {
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        running = Optional.empty();
    }
}
