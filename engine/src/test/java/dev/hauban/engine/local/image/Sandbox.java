package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Runs a service's program for real, with its container paths moved into a folder: what an engine does that can't
/// make them appear.
final class Sandbox implements AutoCloseable {
    static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<String> MOVED = List.of(
            "/var/lib/postgresql",
            "/var/run/postgresql",
            "/var/lib/mysql",
            "/run/mysqld",
            "/data",
            "/docker-entrypoint-initdb.d",
            "/run/secrets",
            "/etc/mysql");

    final Path folder;
    private final List<String> prefix;
    private final List<Process> processes = new ArrayList<>();

    private Sandbox(Path folder, List<String> prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /// As whoever runs the tests.
    static Sandbox open() throws IOException {
        return open(List.of());
    }

    /// As an ordinary user, where the tests run as root.
    static Sandbox ofOrdinaryUser() throws IOException {
        Sandbox sandbox = open(
                IS_ROOT
                        ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
                        : List.<String>of());
        if (IS_ROOT) {
            new ProcessBuilder("chown", "65534:65534", sandbox.folder.toString())
                    .start()
                    .onExit()
                    .join();
        }
        return sandbox;
    }

    private static Sandbox open(List<String> prefix) throws IOException {
        Path folder = Files.createTempDirectory("hb");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Sandbox(folder, prefix);
    }

    static Machine machine(String path) {
        return new Machine(Map.of("PATH", path), Path.of(System.getProperty("user.home")), cache(), "amd64");
    }

    /// Shared by all tests and kept, so that one fetches for all.
    private static Path cache() {
        return Path.of(System.getProperty("java.io.tmpdir"), "hauban-test-cache-" + System.getProperty("user.name"));
    }

    static LocalProgram program(Service service) throws InterruptedException {
        return provision(service).program();
    }

    static Provisioned provision(Service service) throws InterruptedException {
        return provision().of(service, Progress.ignored());
    }

    /// What is said of it before it is fetched or started.
    static List<Problem> check(Service service) throws InterruptedException {
        return provision().check(service);
    }

    private static Provision provision() {
        Path nowhere = Path.of("/nonexistent");
        return new Provision(machine("/nonexistent"), new Provision.Places(nowhere, nowhere), (_, _) -> {
            throw new IOException("nothing is built here");
        });
    }

    Path inside(String containerPath) {
        return folder.resolve(containerPath.substring(1));
    }

    /// A file that the service finds at a container path.
    void put(String containerPath, String content) throws IOException {
        Path file = inside(containerPath);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        boolean isProgram = content.startsWith("#!");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private String moved(String text) {
        String moved = text;
        for (String path : MOVED) {
            moved = moved.replaceAll("(?<![\\w./-])" + path + "(?![\\w.-])", folder + path);
        }
        return moved;
    }

    /// The code with which it ends, soon.
    int exitCode(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after 30 seconds; the output was:\n" + output());
        }
        return process.exitValue();
    }

    Process start(LocalProgram program, String... more) throws IOException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of("/usr/bin/env", "--"));
        program.start().words().forEach(word -> words.add(moved(word)));
        words.addAll(List.of(more));
        return launch(program, words, folder.resolve("output"));
    }

    private Process launch(LocalProgram program, List<String> words, Path output) throws IOException {
        Path workingDirectory = Path.of(moved(program.start().workingDirectory()));
        Files.createDirectories(workingDirectory);
        var builder =
                new ProcessBuilder(words).directory(workingDirectory.toFile()).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().clear();
        Map<String, String> environment = new LinkedHashMap<>();
        program.start().environment().forEach((name, value) -> environment.put(name, moved(value)));
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /// What a command inside the service answers; its exit code in front: `0: text`.
    String ask(LocalProgram program, String... words) throws IOException, InterruptedException {
        Path answer = Files.createTempFile(folder, "answer", "");
        List<String> all = new ArrayList<>(List.of("/usr/bin/env", "--"));
        for (String word : words) {
            all.add(moved(word));
        }
        Process process = launch(program, all, answer);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue() + ": " + Files.readString(answer).strip();
    }

    boolean isSaid(String text) {
        try {
            return output().contains(text);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /// Waits for something that has to come true soon.
    void await(BooleanSupplier condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 seconds; the output was:\n" + output());
            }
            Thread.sleep(20);
        }
    }

    boolean isAnswering(LocalProgram program, String... words) {
        try {
            return ask(program, words).startsWith("0:");
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
