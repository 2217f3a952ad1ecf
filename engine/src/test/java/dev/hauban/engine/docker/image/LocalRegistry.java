package dev.hauban.engine.docker.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Debian's `docker-registry` on a free port of this machine, for one test.
final class LocalRegistry implements AutoCloseable {
    static final String NONE = "there is no docker-registry (Debian's package docker-registry)";
    static final String USER = "tester";
    static final String PASSWORD = "geheim";

    private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuVWu8RjbNovPZWAMRdd7iqaaG0mI53Uu";

    private final Process process;
    private final String address;

    private LocalRegistry(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static Optional<Path> program() {
        Path program = Path.of("/usr/bin/docker-registry");
        return Files.isExecutable(program) ? Optional.of(program) : Optional.empty();
    }

    static LocalRegistry open(Path folder) throws IOException {
        return start(folder, "");
    }

    /// Only for [#USER] with the [#PASSWORD].
    static LocalRegistry closed(Path folder) throws IOException {
        Path users = Files.writeString(folder.resolve("htpasswd"), USER + ":" + HASH + "\n");
        return start(folder, """
                auth:
                  htpasswd:
                    realm: test
                    path: %s
                """.formatted(users));
    }

    private static LocalRegistry start(Path folder, String more) throws IOException {
        Path settings =
                Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: 127.0.0.1:0
                  secret: none
                """.formatted(folder.resolve("images")) + more);
        Process process = new ProcessBuilder(program().orElseThrow().toString(), "serve", settings.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader log = process.inputReader();
        String opening = "listening on ";
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            int at = line.indexOf(opening);
            if (at >= 0) {
                Thread.ofVirtual()
                        .name("log of the registry")
                        .start(() -> log.lines().forEach(_ -> {}));
                String rest = line.substring(at + opening.length());
                return new LocalRegistry(process, rest.substring(0, rest.indexOf('"')));
            }
        }
        throw new IOException("docker-registry did not start");
    }

    /// `127.0.0.1:40123`
    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
