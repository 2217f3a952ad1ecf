package dev.hauban.engine.local.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Begins a service with its script, for real, as an ordinary user, and with every path moved into a folder: what an
/// engine does that can't make container paths appear.
final class EntrypointStage implements AutoCloseable {
    /// Generous: several test runs may share two cores.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NOBODY = "65534";
    static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    final Path folder;
    final int port;
    private final String script;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Process> processes = new ArrayList<>();

    private EntrypointStage(Path folder, String script, int port) {
        this.folder = folder;
        this.script = script;
        this.port = port;
    }

    /// @param script such as `mysql`
    /// @param programs how its programs are found
    static EntrypointStage open(String script, Map<String, String> programs) throws IOException, InterruptedException {
        // Not deeper: the path of a socket has room for 107 characters.
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "he");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var stage = new EntrypointStage(folder, script, freePort());
        stage.environment.putAll(programs);
        stage.environment.put("HOME", folder.toString());
        Map.of("HAUBAN_DATA", "data", "HAUBAN_RUN", "run", "HAUBAN_TMP", "tmp", "HAUBAN_INIT", "init")
                .forEach((name, path) ->
                        stage.environment.put(name, folder.resolve(path).toString()));
        Files.createDirectory(stage.data());
        Files.createDirectory(folder.resolve("init"));
        for (String resource : List.of("common.sh", script + ".sh")) {
            try (var text = EntrypointStage.class.getResourceAsStream("entrypoint/" + resource)) {
                Files.copy(java.util.Objects.requireNonNull(text, resource), folder.resolve(resource));
            }
        }
        stage.handOver();
        return stage;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    EntrypointStage with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    EntrypointStage without(String name) {
        environment.remove(name);
        return this;
    }

    /// A file below the folder; a program when it begins as one.
    Path put(String path, String content) throws IOException, InterruptedException {
        return put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    Path put(String path, byte[] content) throws IOException, InterruptedException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        boolean isProgram = content.length > 1 && content[0] == '#' && content[1] == '!';
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(isProgram ? "rwxr-xr-x" : "rw-r--r--"));
        handOver();
        return file;
    }

    private void handOver() throws IOException, InterruptedException {
        if (IS_ROOT) {
            new ProcessBuilder("chown", "-R", NOBODY + ":" + NOBODY, folder.toString())
                    .start()
                    .waitFor();
        }
    }

    /// Begins the service.
    Process start(String... words) throws IOException {
        List<String> all =
                new ArrayList<>(List.of("sh", folder.resolve(script + ".sh").toString()));
        all.addAll(List.of(words));
        return launch(all, folder.resolve("output"));
    }

    /// Begins the service as root does where there is no view: the script itself becomes the account, and the way to
    /// the folder of sockets is a link.
    Process startAsRoot(String... words) throws IOException {
        Path real = Files.createDirectories(folder.resolve("elsewhere/run"));
        Files.writeString(real.resolve("my.cnf"), "[client]\n");
        Files.createSymbolicLink(folder.resolve("run"), real);
        environment.put("HAUBAN_ACCOUNT", "mysql");
        List<String> all =
                new ArrayList<>(List.of("sh", folder.resolve(script + ".sh").toString()));
        all.addAll(List.of(words));
        return launched(all, folder.resolve("output"));
    }

    /// Begins the service and waits for its end.
    int run(String... words) throws IOException, InterruptedException {
        return ended(start(words));
    }

    private Process launch(List<String> command, Path output) throws IOException {
        List<String> words = new ArrayList<>();
        if (IS_ROOT) {
            words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--"));
        }
        words.addAll(command);
        return launched(words, output);
    }

    private Process launched(List<String> words, Path output) throws IOException {
        var builder = new ProcessBuilder(words)
                .directory(data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /// What a command answers that is called in the service's environment: its exit code in front.
    String ask(String... words) throws IOException, InterruptedException {
        Path answer = Files.createTempFile("hauban", "answer");
        try {
            int code = ended(launch(List.of(words), answer));
            return code + ": " + Files.readString(answer).strip();
        } finally {
            Files.delete(answer);
        }
    }

    String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    int ended(Process process) throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("has not ended; the output was:\n" + output());
        }
        return process.exitValue();
    }

    /// A condition that may fail while it is not true yet.
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /// Waits until it holds, as long as the service lives; says how long it took.
    Duration await(Process service, Condition condition) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (!condition.holds()) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            if (!service.isAlive() || waited.compareTo(PATIENCE) > 0) {
                throw new AssertionError("it did not come true within " + waited + "; the output was:\n" + output());
            }
            Thread.sleep(40);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /// Ends a service as an engine does.
    void stop(Process service) throws InterruptedException {
        service.destroy();
        ended(service);
    }

    /// While the service starts: the command lines on this machine in which one of the secrets can be read.
    Set<String> seenWhile(List<String> secrets, Condition condition, Process service)
            throws IOException, InterruptedException {
        Set<String> seen = new TreeSet<>();
        var watching = new AtomicBoolean(true);
        Thread watcher = Thread.ofPlatform().name("watch command lines").start(() -> {
            while (watching.get()) {
                ProcessHandle.of(service.pid()).stream()
                        .flatMap(handle -> java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(handle), handle.descendants()))
                        .map(handle -> commandLine(handle.pid()))
                        .forEach(line -> {
                            if (secrets.stream().anyMatch(line::contains)) {
                                seen.add(line);
                            } else if (!line.isEmpty()) {
                                seen.add("");
                            }
                        });
            }
        });
        await(service, condition);
        watching.set(false);
        watcher.join();
        if (!seen.remove("")) {
            throw new AssertionError("the watcher has seen no command line at all");
        }
        return seen;
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            // It has ended in the meantime.
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
        endOrphans();
        try (var walk = Files.walk(folder)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// Those whose parent was killed: they work in the folder, or were told of it.
    private void endOrphans() {
        ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(folder + "/"))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
