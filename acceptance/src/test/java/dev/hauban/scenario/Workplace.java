package dev.hauban.scenario;

import dev.hauban.json.Json;
import dev.hauban.json.JsonReader;
import dev.hauban.json.MalformedJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A folder with a stack in it, the program, and an operator that nobody else meets. At the end all of it is taken
/// away, and what the test did not end itself is ended.
final class Workplace implements AutoCloseable {
    /// Generous: the machine may be busy with other tests. Nothing that works comes near it.
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Set<String> NOT_COPIED = Set.of("target", ".hauban", ".env", "data", "certificates", "logs");
    static final Path PROGRAM = built();

    private final Path folder;
    private final Path places;
    private final String name;
    private final List<Running> runs = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int count;

    private Workplace(Path folder, Path places, String name) {
        this.folder = folder;
        this.places = places;
        this.name = name;
    }

    /// @param name of the scenario and of the project
    /// @param compose where `@` stands for the folder, so that services and scenario meet in files
    static Workplace of(String name, String compose) throws IOException {
        // Sockets have short names: not below the folder of a test.
        Path places = Files.createTempDirectory("hb");
        Path folder = Files.createDirectories(places.resolve(name));
        Files.createDirectories(places.resolve("said"));
        Files.writeString(folder.resolve("compose.yaml"), compose.replace("@", folder.toString()));
        return new Workplace(folder, places, name);
    }

    /// A copy of a stack that stands in the repository, without what was built or runs there.
    ///
    /// @param path from the repository's root
    static Workplace copyOf(String name, String path) throws IOException {
        Workplace place = of(name, "");
        Path source = PROGRAM.getParent().resolve(path);
        Files.delete(place.file("compose.yaml"));
        copyAll(source, place.folder);
        return place;
    }

    /// Nobody goes into what is left out: it may be built while it is looked at.
    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> children = Files.list(from)) {
            for (Path child : children.toList()) {
                Path copy = to.resolve(child.getFileName());
                if (NOT_COPIED.contains(child.getFileName().toString())) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    Files.createDirectories(copy);
                    copyAll(child, copy);
                } else {
                    Files.copy(child, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String file) {
        return folder.resolve(file);
    }

    /// Where the project's state is kept.
    Path state() {
        return folder.resolve(".hauban").resolve(name);
    }

    Path operatorLock() {
        return places.resolve("s/operator.lock");
    }

    void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /// Runs the program to its end.
    Outcome hauban(String... arguments) throws IOException, InterruptedException {
        return begin(arguments).end(LIMIT);
    }

    /// Runs the program to its end, which must be a good one.
    Outcome must(String... arguments) throws Exception {
        Outcome outcome = hauban(arguments);
        if (outcome.code() != 0) {
            throw new AssertionError("hauban " + String.join(" ", arguments) + " failed\n" + outcome);
        }
        return outcome;
    }

    /// Runs another program to its end, in the same surroundings.
    Outcome run(List<String> words) throws IOException, InterruptedException {
        return begin(words).end(LIMIT);
    }

    Running begin(String... arguments) throws IOException {
        return begin(words(arguments));
    }

    /// The program for whoever starts, reads and ends it themselves.
    ProcessBuilder process(String... arguments) {
        return process(words(arguments));
    }

    private static List<String> words(String... arguments) {
        var words = new ArrayList<String>();
        words.add(PROGRAM.toString());
        words.addAll(List.of(arguments));
        return words;
    }

    /// The program on a terminal of its own, 100 columns wide; what it shows there is its output.
    Running beginOnTerminal(String... arguments) throws IOException {
        String line = PROGRAM + " " + String.join(" ", arguments);
        return begin(List.of(
                "script", "--quiet", "--return", "--flush", "--command", "stty cols 100; exec " + line, "/dev/null"));
    }

    /// What `ps --all --format json` shows, by instance.
    /// @param before words in front of the command, such as `-f`
    Map<String, Json.Members> instances(String... before) throws Exception {
        var instances = new LinkedHashMap<String, Json.Members>();
        for (Json.Members instance : listed(before)) {
            instances.put(instance.text("Name").substring(name.length() + 1), instance);
        }
        return instances;
    }

    String state(String instance) throws Exception {
        Json.Members known = instances().get(instance);
        return known == null ? "not there" : text(known, "State");
    }

    String health(String instance) throws Exception {
        Json.Members known = instances().get(instance);
        return known == null ? "not there" : text(known, "Health");
    }

    /// Of the only instance of a service, whatever its container is called.
    String healthOfService(String service) throws Exception {
        for (Json.Members instance : listed()) {
            if (instance.text("Service").equals(service)) {
                return text(instance, "Health");
            }
        }
        return "not there";
    }

    private List<Json.Members> listed(String... before) throws Exception {
        var words = new ArrayList<>(List.of(before));
        words.addAll(List.of("ps", "--all", "--format", "json"));
        var all = new ArrayList<Json.Members>();
        for (String line : must(words.toArray(String[]::new)).out().lines().toList()) {
            all.add(JsonReader.readObject(line));
        }
        return all;
    }

    /// Waits for something that is to come.
    void until(String what, Condition condition) throws Exception {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.isTrue()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("not within " + LIMIT + ": " + what);
            }
            Thread.sleep(20);
        }
    }

    /// The numbers that a service wrote to a file, one a line: its processes, say.
    List<Long> numbers(String file) throws IOException {
        if (!Files.exists(file(file))) {
            return List.of();
        }
        return Files.readAllLines(file(file)).stream()
                .filter(line -> !line.isBlank())
                .map(line -> Long.parseLong(line.strip()))
                .toList();
    }

    static boolean isAlive(long pid) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isPresent() && process.get().isAlive() && !isZombie(pid);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The first of so many in a row.
    static int freePorts(int count) throws IOException {
        int first = freePort();
        for (int port = first + 1; port < first + count; port++) {
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.getLocalPort();
            } catch (java.net.BindException taken) {
                return freePorts(count);
            }
        }
        return first;
    }

    /// The operator's process, if one runs.
    Optional<Long> operator() throws Exception {
        Outcome outcome = hauban("operator", "status");
        if (outcome.code() != 0) {
            return Optional.empty();
        }
        String words = outcome.out();
        String from = words.substring(words.indexOf("process ") + "process ".length());
        return Optional.of(Long.parseLong(from.substring(0, from.indexOf(','))));
    }

    @Override
    public void close() throws IOException {
        runs.forEach(Running::close);
        try {
            Outcome down = hauban("down", "--volumes", "--remove-orphans", "--timeout", "0");
            hauban("operator", "stop");
            if (down.code() != 0) {
                throw new AssertionError("the scenario could not be tidied up\n" + down);
            }
        } catch (InterruptedException overTime) {
            Thread.currentThread().interrupt();
            throw new AssertionError("there was no time left to tidy up", overTime);
        } finally {
            keepWhatWasSaid();
            delete(places);
        }
    }

    /// For who has to find out why a scenario failed: every run's output, and the operator's own log.
    private void keepWhatWasSaid() throws IOException {
        Path kept = Path.of("target", "scenarios", name);
        if (Files.exists(kept)) {
            delete(kept);
        }
        Files.createDirectories(kept);
        copy(places.resolve("said"), kept);
        if (Files.exists(places.resolve("s"))) {
            copy(places.resolve("s"), kept);
        }
    }

    private Running begin(List<String> words) throws IOException {
        String number = String.format("%02d", ++count);
        Path out = places.resolve("said/" + number + ".out");
        Path err = places.resolve("said/" + number + ".err");
        Files.writeString(places.resolve("said/" + number + ".command"), String.join(" ", words) + "\n");
        ProcessBuilder builder = process(words).redirectOutput(out.toFile()).redirectError(err.toFile());
        var run = new Running(builder.start(), out, err);
        runs.add(run);
        return run;
    }

    private ProcessBuilder process(List<String> words) {
        var builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().put("HAUBAN_STATE_DIR", places.resolve("s").toString());
        builder.environment().put("HAUBAN_RUNTIME_DIR", places.resolve("r").toString());
        builder.environment().keySet().removeAll(List.of("COMPOSE_FILE", "COMPOSE_PROFILES", "COLUMNS"));
        // Where a Docker daemon answers, it would be chosen: what is tested here is the local engine.
        builder.environment().put("HAUBAN_ENGINE", "local");
        builder.environment().putAll(environment);
        return builder;
    }

    /// Builds the program, unless that is done: no scenario's time is to be spent on it.
    private static Path built() {
        Path program = program();
        try {
            Process build = new ProcessBuilder(program.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (build.waitFor() != 0) {
                throw new AssertionError("the program can't be built\n" + said);
            }
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError("the program can't be built", failed);
        }
        return program;
    }

    static Path program() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("hauban"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("the scenarios must run inside the repository");
            }
        }
        return folder.resolve("hauban");
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return true;
        }
    }

    private static String text(Json.Members members, String name) throws MalformedJson {
        return members.text(name);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /// Something that becomes true.
    interface Condition {
        boolean isTrue() throws Exception;
    }
}
