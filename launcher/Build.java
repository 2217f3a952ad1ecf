import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the program that `./hauban` starts. Run by it when the sources have changed, or nothing is built yet:
///
///     java Build.java ROOT JDK terminal|lines
///
/// What is made lies in a folder named after the contents of all sources and the JDK, and is never written to
/// again: `.build/1f0c…/lib/*.jar` and the ahead-of-time cache beside it. `.build/current` says which one that is,
/// with a stamp of the sources; it is written last, and in one move. So old code cannot run for new sources,
/// whenever this is interrupted, and a program that runs keeps its files.
final class Build {
    private static final Pattern NAME_OF_PROGRAM = Pattern.compile("[0-9a-f]{16}");

    /// Usually some seconds; a start without a cache is better than none.
    private static final Duration LONGEST_TRAINING = Duration.ofMinutes(2);

    /// A program that was replaced is kept this long at least: somebody may be about to start it.
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Path root;
    private final Path jdk;
    private final boolean onTerminal;
    private final Path folder;

    private Build(Path root, Path jdk, boolean onTerminal) {
        this.root = root;
        this.jdk = jdk;
        this.onTerminal = onTerminal;
        this.folder = root.resolve(".build");
    }

    public static void main(String[] arguments) throws InterruptedException {
        var build = new Build(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2].equals("terminal"));
        try {
            build.run();
        } catch (Failure failure) {
            build.say("");
            System.err.println("hauban: " + failure.getMessage());
            System.exit(failure.code);
        } catch (IOException | UncheckedIOException failure) {
            build.say("");
            System.err.println("hauban: cannot build in " + build.folder + ": " + failure);
            System.err.println("Is the disk full, or is the folder another user's?");
            System.exit(4);
        }
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (var file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = lock(file)) {
            // The stamp is taken before the contents are read: what is changed from now on is seen by the next start.
            List<String> inputs = inputs();
            String stamp = stamp(inputs);
            String name = name(inputs);
            Path program = folder.resolve(name);
            if (!Files.exists(program.resolve("complete"))) {
                make(program, inputs, name);
            }
            writeCurrent(program, inputs, stamp);
            retireOthers(name);
        }
    }

    private FileLock lock(FileChannel file) throws IOException {
        FileLock lock = file.tryLock();
        if (lock == null) {
            say("Waiting for another start that is building Hauban …");
            lock = file.lock();
            say("");
        }
        return lock;
    }

    /// Every file and folder that decides what the program is, by name from the root. The folders are there because
    /// theirs is the time that changes when a file comes or goes.
    private List<String> inputs() throws IOException {
        var inputs = new ArrayList<>(
                List.of("hauban", "mvnw", "pom.xml", ".mvn/jvm.config", ".mvn/wrapper/maven-wrapper.properties"));
        inputs.addAll(below("launcher"));
        Matcher module = Pattern.compile("<module>([^<]+)</module>").matcher(Files.readString(root.resolve("pom.xml")));
        while (module.find()) {
            String floor = module.group(1);
            // No test and no fake is part of the program.
            if (!floor.equals("acceptance") && !floor.equals("testkit")) {
                inputs.add(floor + "/pom.xml");
                inputs.addAll(below(floor + "/src/main"));
            }
        }
        for (String input : inputs) {
            if (!input.matches("[\\w./$+@,-]+")) {
                throw new Failure(1, "the name of a source has a character that ./hauban cannot carry: " + input);
            }
        }
        return inputs;
    }

    private List<String> below(String start) throws IOException {
        if (!Files.isDirectory(root.resolve(start))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root.resolve(start))) {
            return all.filter(path -> !isScratch(path.getFileName().toString()))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    /// What editors leave beside a file while it is open.
    private static boolean isScratch(String name) {
        return name.startsWith(".") || name.startsWith("#") || name.endsWith("~");
    }

    /// Asked of the same program, with the same words, as `./hauban` asks it.
    private String stamp(List<String> inputs) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("stat", "-c", "%.9Z %s", "--"));
        command.addAll(inputs);
        command.add(jdk + "/release");
        command.add(jdk + "/lib/server/libjvm.so");
        var stat = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String stamp = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (stat.waitFor() != 0) {
            throw new Failure(4, "the sources cannot be looked at");
        }
        return stamp.stripTrailing();
    }

    private String name(List<String> inputs) throws IOException {
        MessageDigest digest = sha256();
        for (String input : inputs) {
            Path file = root.resolve(input);
            if (Files.isRegularFile(file)) {
                byte[] content = Files.readAllBytes(file);
                digest.update((input + "\n" + content.length + "\n").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
        }
        digest.update(Files.readAllBytes(jdk.resolve("release")));
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private void make(Path program, List<String> inputs, String name) throws IOException, InterruptedException {
        Instant start = Instant.now();
        say("Building Hauban" + (programs().isEmpty() ? " (a minute the first time)" : "") + " …");
        // Left over from a build that was interrupted.
        delete(program);
        Path lib = program.resolve("lib");
        Files.createDirectories(lib);
        // Programs that stand in for others have jars of their own, which are never on Hauban's class path.
        Path standin = Files.createDirectories(program.resolve("standin"));
        // Maven goes by the time of a file, and would take an older class for one that was put back with its old time.
        delete(folder.resolve("work"));
        maven(lib, standin);
        if (!name.equals(name(inputs))) {
            // What was compiled may be half old, half new: not to be kept under this name.
            delete(program);
            throw new Failure(4, "the sources changed while they were built; run again");
        }
        if (onTerminal) {
            say("Preparing a fast start …");
        }
        copyNative(program);
        DirectCalls.make(jars(program));
        for (String what : List.of("commands", "local", "docker", "operator")) {
            train(program, name, what);
        }
        Files.createFile(program.resolve("complete"));
        say("");
        System.err.println(
                "Built Hauban in " + Duration.between(start, Instant.now()).toSeconds() + " s.");
    }

    /// What compares the sources' times at each start, where there is one for this machine (0053).
    private void copyNative(Path program) throws IOException {
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        Path shim = root.resolve("engine/src/main/resources/dev/hauban/engine/local/shim/hauban-shim-" + architecture);
        if (Files.exists(shim)) {
            Path own = Files.copy(shim, program.resolve("unchanged"));
            if (!own.toFile().setExecutable(true, false)) {
                Files.delete(own);
            }
        }
    }

    private void maven(Path lib, Path standin) throws IOException, InterruptedException {
        Path log = folder.resolve("build.log");
        var builder = new ProcessBuilder(
                        root + "/mvnw",
                        "-B",
                        "-f",
                        root + "/pom.xml",
                        "-Pprogram",
                        "-pl",
                        "cli,standin",
                        "-am",
                        "-Dmaven.test.skip=true",
                        "-Dhauban.lib=" + lib,
                        "-Dhauban.standin=" + standin,
                        "package")
                .redirectErrorStream(true);
        builder.environment().put("HAUBAN_JAVA_HOME", jdk.toString());
        Process maven = builder.start();
        maven.getOutputStream().close();
        var errors = new ArrayList<String>();
        try (var output = maven.inputReader(StandardCharsets.UTF_8);
                var copy = Files.newBufferedWriter(log)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.write(line + "\n");
                // After the first line that begins so, Maven tells how Maven is run.
                if (line.startsWith("[ERROR] -> [Help")) {
                    break;
                }
                if (line.startsWith("[ERROR]") || line.startsWith("hauban:")) {
                    errors.add(line.replace("[ERROR] ", "").replace(root + "/", ""));
                } else if (onTerminal && line.startsWith("[INFO] Building Hauban: ")) {
                    say("Building "
                            + line.substring("[INFO] Building ".length()).replaceAll(" 0\\..*", "") + " …");
                }
            }
        }
        if (maven.waitFor() != 0) {
            throw failure(errors, log);
        }
    }

    private static Failure failure(List<String> errors, Path log) {
        boolean unreachable = errors.stream()
                .anyMatch(line -> line.matches(".*(Could not transfer|Could not find artifact|Unknown host"
                        + "|Maven could not be fetched|Cannot access).*"));
        String told = errors.stream().distinct().limit(20).collect(Collectors.joining("\n  "));
        return new Failure(
                unreachable ? 5 : 1,
                (unreachable
                                ? "what the build needs cannot be fetched, and nothing older is run in its place:\n  "
                                : "the sources cannot be built, and nothing older is run in their place:\n  ")
                        + told + "\nAll of it: " + log);
    }

    /// Runs the program through what people type most, through that part of it which concerns one engine alone, or
    /// through the operator's work, so that the JVM can keep what it learned. Every class in a cache is loaded at
    /// each start: one cache for all would cost each of them the loading of the others' classes.
    private void train(Path program, String name, String what) throws IOException, InterruptedException {
        Path cache = cache(program, what);
        var command = new ArrayList<String>();
        command.add(jdk + "/bin/java");
        command.addAll(flags());
        command.addAll(identity(name));
        command.add("-XX:AOTCacheOutput=" + cache);
        command.addAll(List.of("-cp", classPath(program), "dev.hauban.app.Training", what));
        Path log = folder.resolve("training.log");
        Process training = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        training.getOutputStream().close();
        boolean hasEnded = training.waitFor(LONGEST_TRAINING.toSeconds(), TimeUnit.SECONDS);
        training.destroyForcibly();
        if (!hasEnded || training.waitFor() != 0 || !Files.exists(cache)) {
            say("");
            System.err.println("hauban: the cache for a fast start could not be made; Hauban works, but starts slowly"
                    + " (see " + log + ")");
            Files.deleteIfExists(cache);
        }
    }

    /// For commands that live as long as a blink: compile quickly, collect simply, write nothing beside the output.
    private static List<String> flags() {
        var flags = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // Otherwise a 64th of the machine's memory is filled before anything is collected.
                "-Xms24m",
                // Most methods are interpreted in less time than compiled. A file of 200 services is read no slower.
                "-XX:CompileThresholdScaling=10",
                "-XX:+UnlockDiagnosticVMOptions",
                // The cache may lie in memory where it was made to lie; moving it takes 5 ms.
                "-XX:ArchiveRelocationMode=0",
                // What a training knows of hot methods is for the compiler that isn't used here.
                "-XX:-AOTReplayTraining",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                "-Xlog:all=off",
                "--enable-native-access=ALL-UNNAMED"));
        if (System.getProperty("os.name").equals("Linux")) {
            // Who makes sockets: nobody has to look for another one in every jar, which takes 10 ms.
            flags.add("-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.EPollSelectorProvider");
        }
        return flags;
    }

    private List<String> identity(String name) {
        return List.of("-Dhauban.build=" + name, "-Dhauban.launcher=" + root + "/hauban");
    }

    /// The JVM does not see that a jar was replaced under a cache (JDK-8377932). So the cache is named after all
    /// that it was made from: the jars, the JVM, the flags.
    private Path cache(Path program, String what) throws IOException {
        MessageDigest digest = sha256();
        for (Path jar : jars(program)) {
            digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(jar));
        }
        digest.update(Files.readAllBytes(jdk.resolve("release")));
        digest.update(String.join(" ", flags()).getBytes(StandardCharsets.UTF_8));
        return program.resolve(what + "-" + HexFormat.of().formatHex(digest.digest(), 0, 8) + ".aot");
    }

    private static List<Path> jars(Path program) throws IOException {
        try (Stream<Path> files = Files.list(program.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static String classPath(Path program) throws IOException {
        return jars(program).stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    private void writeCurrent(Path program, List<String> inputs, String stamp) throws IOException {
        var text = new StringBuilder("# What ./hauban starts. Written by launcher/Build.java.\n");
        text.append("built_root=").append(quoted(root.toString())).append('\n');
        text.append("built_jdk=").append(quoted(jdk.toString())).append('\n');
        text.append("built_asked=").append(quoted(environment("HAUBAN_JAVA_HOME") + ":" + environment("JAVA_HOME")));
        Path looks = writeLooks(inputs, stamp);
        text.append("\nbuilt_looks=").append(quoted(looks.toString())).append('\n');
        text.append("built_program=").append(quoted(program.toString())).append('\n');
        // One argument a line, to be taken by the shell as they are.
        text.append("built_command() {\n").append(chosenCache(program)).append("  exec ");
        text.append(quoted(jdk + "/bin/java")).append(" \\\n    ${built_cache:+\"$built_cache\"}");
        for (String argument : command(program)) {
            text.append(" \\\n    ").append(quoted(argument));
        }
        text.append(" \"$@\"\n}\n");
        writeWhole(folder.resolve("current"), text.toString());
        deleteOtherLooks(looks);
    }

    /// What the launcher compares with: a list for the native program, and the same for the shell. They are named after
    /// what they say, so that whoever has read an older `current` finds what belongs to it or nothing.
    private Path writeLooks(List<String> inputs, String stamp) throws IOException {
        var names = new ArrayList<>(inputs);
        names.add(jdk + "/release");
        names.add(jdk + "/lib/server/libjvm.so");
        List<String> times = stamp.lines().toList();
        var list = new StringBuilder(root + "\n");
        for (int i = 0; i < names.size(); i++) {
            list.append(times.get(i)).append(' ').append(names.get(i)).append('\n');
        }
        list.append(".\n");
        String shell = "built_inputs=" + quoted(String.join(" ", inputs)) + "\nbuilt_stamp=" + quoted(stamp) + "\n";
        byte[] digest = sha256().digest(list.toString().getBytes(StandardCharsets.UTF_8));
        Path looks = folder.resolve("looks-" + HexFormat.of().formatHex(digest, 0, 8));
        writeWhole(Path.of(looks + ".sh"), shell);
        writeWhole(looks, list.toString());
        return looks;
    }

    /// Those that `current` no longer names.
    private void deleteOtherLooks(Path looks) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path other : all.filter(file -> file.getFileName().toString().startsWith("looks-"))
                    .filter(file -> !file.toString().startsWith(looks.toString()))
                    .toList()) {
                Files.delete(other);
            }
        }
    }

    private void writeWhole(Path file, String text) throws IOException {
        Path beside = folder.resolve(file.getFileName() + ".new");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Where projects were brought up on one engine alone, what concerns the other is not needed. It is a guess: after
    /// a
    /// wrong one the JVM finds in the jars what the cache doesn't have.
    private String chosenCache(Path program) throws IOException {
        Path ofAll = cache(program, "commands");
        Path ofLocal = cache(program, "local");
        Path ofDocker = cache(program, "docker");
        return """
                  built_on=
                  for built_note in .hauban/*/engine .hauban/*/local; do
                    case $built_on$built_note in
                    *\\**) ;;
                    docker*/local) built_on=both ;;
                    both*) break ;;
                    */engine) built_on=docker ;;
                    *) built_on=local ;;
                    esac
                  done
                  case $built_on in
                  docker) built_cache=%s ;;
                  local) built_cache=%s ;;
                  *) built_cache=%s ;;
                  esac
                """.formatted(
                        option(Files.exists(ofDocker) ? ofDocker : ofAll),
                        option(Files.exists(ofLocal) ? ofLocal : ofAll),
                        option(ofAll));
    }

    private static String option(Path cache) {
        return quoted(Files.exists(cache) ? "-XX:AOTCache=" + cache : "");
    }

    private List<String> command(Path program) throws IOException {
        var command = new ArrayList<>(flags());
        command.addAll(identity(program.getFileName().toString()));
        Path ofOperator = cache(program, "operator");
        if (Files.exists(ofOperator)) {
            // For whoever starts the operator (app.OwnProgram).
            command.add("-Dhauban.cache=" + ofOperator);
        }
        command.addAll(List.of("-cp", classPath(program), "dev.hauban.app.Main"));
        return command;
    }

    private static String environment(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /// Marks the programs that were replaced, and takes away those marked long ago that no process was started
    /// from.
    private void retireOthers(String current) throws IOException {
        Files.deleteIfExists(folder.resolve(current).resolve("retired"));
        for (Path program : programs()) {
            Path mark = program.resolve("retired");
            if (program.endsWith(current)) {
                continue;
            }
            if (!Files.exists(mark)) {
                Files.createFile(mark);
            } else if (Files.getLastModifiedTime(mark)
                            .toInstant()
                            .isBefore(Instant.now().minus(KEPT))
                    && !isRunning(program)) {
                delete(program);
            }
        }
    }

    private List<Path> programs() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> NAME_OF_PROGRAM
                            .matcher(path.getFileName().toString())
                            .matches())
                    .toList();
        }
    }

    /// Every process that runs from a program names it in its class path.
    private static boolean isRunning(Path program) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .anyMatch(process -> {
                        try {
                            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                                    .contains(program.toString());
                        } catch (IOException goneOrForeign) {
                            return false;
                        }
                    });
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// One line, replaced by the next where a terminal can do that. An empty text clears it.
    private void say(String text) {
        if (onTerminal) {
            System.err.print("\r\u001b[K" + text);
            System.err.flush();
        } else if (!text.isEmpty()) {
            System.err.println(text);
        }
    }

    /// What went wrong, for the user, and the exit code that says who has to act (docs/exit-codes.md).
    private static final class Failure extends RuntimeException {
        private final int code;

        private Failure(int code, String message) {
            super(message);
            this.code = code;
        }
    }
}
