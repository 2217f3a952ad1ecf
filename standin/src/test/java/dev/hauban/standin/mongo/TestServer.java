package dev.hauban.standin.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The stand-in as a process of its own, on a port that is free.
final class TestServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LISTENS = Pattern.compile("Waiting for connections on 127\\.0\\.0\\.1:(\\d+)");

    final Path data;
    private final Process process;
    private final Path log;
    private final int port;

    private TestServer(Path data, Process process, Path log) throws IOException, InterruptedException {
        this.data = data;
        this.process = process;
        this.log = log;
        this.port = awaitPort();
    }

    static TestServer start(Path data, String... words) throws IOException, InterruptedException {
        Path log = Files.createTempFile("mongod", ".log");
        return new TestServer(data, process(data, log, words), log);
    }

    /// One whose files can't become longer than this: as on a disk that is full.
    static TestServer startOnFullDisk(Path data, long mostBytes) throws IOException, InterruptedException {
        Path log = Files.createTempFile("mongod", ".log");
        String limit = "ulimit -f " + mostBytes / 512 + " && exec \"$@\"";
        return new TestServer(data, process(data, log, List.of("sh", "-c", limit, "sh")), log);
    }

    /// A process that may end by itself.
    static Process process(Path data, Path log, String... words) throws IOException {
        return process(data, log, List.of(), words);
    }

    private static Process process(Path data, Path log, List<String> before, String... words) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hauban.standin.mongo.Mongod",
                "--dbpath",
                data.toString(),
                "--port",
                "0"));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private int awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher found = LISTENS.matcher(Files.readString(log));
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new IllegalStateException("the stand-in did not come up:\n" + Files.readString(log));
    }

    int port() {
        return port;
    }

    String uri(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    MongoClient client() {
        return MongoClients.create(settings().build());
    }

    MongoClient client(MongoCredential credential) {
        return MongoClients.create(settings().credential(credential).build());
    }

    private MongoClientSettings.Builder settings() {
        return MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.hosts(List.of(new ServerAddress("127.0.0.1", port)))
                        .serverSelectionTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    void killHard() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Waits until it has ended by itself.
    int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end");
        }
        return process.exitValue();
    }

    /// Asks it to end, and waits for that.
    int end() throws InterruptedException {
        process.destroy();
        return ended();
    }

    @Override
    public void close() throws IOException {
        killHard();
        Files.deleteIfExists(log);
    }
}
