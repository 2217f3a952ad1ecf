package dev.hauban.engine.docker.translate;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Writes `expected.json` of golden folders anew: what Docker Compose says to a daemon for the files in them.
///
/// ```
/// java -cp engine/target/test-classes:engine/target/classes:stack/target/classes \
///     dev.hauban.engine.docker.translate.Recorder engine/src/test/resources/docker/CASE…
/// ```
///
/// It needs `docker compose` 2.40.3, no daemon, and leave to write to `/golden`, where every case is read from:
/// absolute paths are part of what is recorded.
final class Recorder {
    private Recorder() {}

    public static void main(String[] cases) throws IOException, InterruptedException {
        for (String folder : cases) {
            record(Path.of(folder));
            System.out.println("recorded " + folder);
        }
    }

    private static void record(Path folder) throws IOException, InterruptedException {
        GoldenCase golden = GoldenCase.of(folder);
        copy(folder, Path.of(golden.place()));
        try (var daemon = new RecordingDaemon(golden.play())) {
            for (List<String> command : golden.commands()) {
                run(golden, command, daemon.host());
            }
            Files.writeString(folder.resolve("expected.json"), daemon.requests().pretty() + "\n");
        }
    }

    private static void run(GoldenCase golden, List<String> command, String host)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("docker", "compose", "--ansi", "never", "--progress", "quiet"));
        golden.environmentFiles().forEach(file -> words.addAll(List.of("--env-file", file)));
        words.addAll(command);
        File log = File.createTempFile("recorder", ".log");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(new File(golden.place()))
                .redirectErrorStream(true)
                .redirectOutput(log);
        Map<String, String> environment = builder.environment();
        environment.put("DOCKER_HOST", host);
        environment.put("DOCKER_CONFIG", configured(golden, environment.get("DOCKER_CONFIG")));
        environment.putAll(golden.environment());
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(golden.place() + ": " + words + "\n" + Files.readString(log.toPath()));
        }
        Files.delete(log.toPath());
    }

    /// A folder with the case's configuration of Docker and the plug-ins of the usual one.
    private static String configured(GoldenCase golden, @Nullable String usual) throws IOException {
        Path folder = Files.createDirectories(Path.of(golden.place() + ".docker"));
        Path plugins = folder.resolve("cli-plugins");
        Files.writeString(folder.resolve("config.json"), golden.configuration().pretty());
        Files.deleteIfExists(plugins);
        if (usual != null) {
            Files.createSymbolicLink(plugins, Path.of(usual, "cli-plugins"));
        }
        return folder.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
