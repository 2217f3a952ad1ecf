package dev.hauban.engine.local.supply;

import dev.hauban.catalog.Product;
import dev.hauban.problem.DefectException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs of our own that stand in for others: MongoDB's server and shell (docs/decisions/0060).
///
/// They run on the JDK that Hauban runs on, from copies of their jars in the cache: services may run as users who can't
/// read the folder that Hauban was built in, and go on when Hauban is built anew. The JavaScript engine of the shell is
/// fetched when the first stack needs it.
final class OwnPrograms implements Source {
    static final String ORIGIN = "Hauban's own stand-in";

    /// The release of MongoDB that they answer as.
    private static final String VERSION = "7.0.0";

    private static final String ENGINE = "javascript.txt";
    private static final double MEGABYTE = 1_000_000;
    private static final int KEY_LENGTH = 12;
    private static final String FAMILY = "mongodb-stand-in";

    private static final Map<String, String> MAIN_CLASSES = Map.of(
            "mongod", "dev.hauban.standin.mongo.Mongod",
            "mongosh", "dev.hauban.standin.mongo.Mongosh",
            "mongo", "dev.hauban.standin.mongo.Mongosh");

    /// Small, and up at once. What the JVM has to say of itself is not for the output of a shell.
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:+UseCompactObjectHeaders",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-Xmx512m",
            "-Dslf4j.internal.verbosity=ERROR",
            // A name for this machine that nobody asks for; looking for one takes longer than the rest of the start.
            "-Dio.netty.machineId=00:00:00:00:00:00:00:01",
            "-Dio.netty.processId=1",
            // JavaScript is interpreted. What would be needed to compile it is not looked for, and nothing is unpacked
            // into the home of whoever calls the shell: in an image `mongo` that is the folder of the data.
            "-Dpolyglotimpl.AttachLibraryFailureAction=ignore",
            "-Dpolyglot.engine.userResourceCache=/dev/null/none",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:disable",
            "-Xlog:all=off");

    private final Machine machine;
    private final Cache cache;

    /// Made of the jars' content, which doesn't change under a program that runs.
    private volatile String key = "";

    OwnPrograms(Machine machine, Cache cache) {
        this.machine = machine;
        this.cache = cache;
    }

    private static boolean isOurs(Need need) {
        return need.product() == Product.MONGODB_SERVER || need.product() == Product.MONGODB_SHELL;
    }

    @Override
    public Optional<Tools> ready(Need need) {
        if (!isOurs(need) || machine.standin().isEmpty()) {
            return Optional.empty();
        }
        Path folder = cache.programs(key(machine.standin().get()));
        if (!ProgramFolder.has(folder, need.programs())) {
            return Optional.empty();
        }
        OldPrograms.touch(folder);
        return Optional.of(tools(need, folder));
    }

    @Override
    public Optional<String> offer(Need need) {
        if (!isOurs(need) || machine.standin().isEmpty()) {
            return Optional.empty();
        }
        long size = Artifact.pinned(ENGINE).stream().mapToLong(Artifact::size).sum();
        return Optional.of("%s, with JavaScript from Maven Central, %.0f MB".formatted(ORIGIN, size / MEGABYTE));
    }

    @Override
    public Tools fetch(Need need, Progress progress) throws InterruptedException {
        Path jars = machine.standin().orElseThrow();
        String key = key(jars);
        try {
            Path folder =
                    cache.folder(key, need, progress, beside -> fill(jars, beside, cache.programs(key), progress));
            cache.sweep(FAMILY, key);
            return tools(need, folder);
        } catch (IOException failed) {
            throw Cache.unusable(machine.cache(), failed);
        }
    }

    private static Tools tools(Need need, Path folder) {
        return new Tools(
                need.product(),
                Optional.of(folder.resolve(ProgramFolder.BIN)),
                folder.resolve(ProgramFolder.ROOT),
                VERSION,
                ORIGIN);
    }

    private void fill(Path jars, Path folder, Path home, Progress progress) throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve(ProgramFolder.ROOT));
        for (Path jar : list(jars)) {
            Files.copy(jar, root.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        var repository = new MavenRepository(machine);
        List<Artifact> artifacts = Artifact.pinned(ENGINE);
        long whole = artifacts.stream().mapToLong(Artifact::size).sum();
        long before = 0;
        for (Artifact artifact : artifacts) {
            long start = before;
            Path fetched = repository.fetch(
                    artifact,
                    folder,
                    (_, done, _) -> progress.at("downloading JavaScript for MongoDB's shell", start + done, whole));
            before += artifact.size();
            Path to = root.resolve(artifact.fileName());
            if (fetched.startsWith(folder)) {
                Files.move(fetched, to);
            } else {
                Files.copy(fetched, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        progress.at("preparing a fast start of the stand-in for MongoDB", 0, 0);
        new Rehearsal(machine, java(), FLAGS).of(folder, classPath(root, root));
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            }
        }
        Path bin = Files.createDirectory(folder.resolve(ProgramFolder.BIN));
        for (Map.Entry<String, String> program : MAIN_CLASSES.entrySet()) {
            ProgramFolder.writeOne(bin.resolve(program.getKey()), text(root, home, program));
        }
        new Note(VERSION, ORIGIN).write(folder);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /// @param root where the jars are now
    /// @param as where they will be
    private static String classPath(Path root, Path as) throws IOException {
        return String.join(
                ":",
                list(root).stream()
                        .map(jar -> as.resolve(jar.getFileName()).toString())
                        .toList());
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static String text(Path root, Path home, Map.Entry<String, String> program) throws IOException {
        Path as = home.resolve(ProgramFolder.ROOT);
        List<String> words = new ArrayList<>(List.of(java().toString()));
        words.addAll(FLAGS);
        // One that doesn't fit, or isn't there, is passed over by the JVM.
        words.add("-XX:AOTCache=" + as.resolve(Rehearsal.cache(program.getValue())));
        words.addAll(List.of("-cp", classPath(root, as), program.getValue()));
        String quoted = String.join(
                " ",
                words.stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .toList());
        // What a service's environment says to its own JVMs is not for this one.
        return "#!/bin/sh\nunset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS\nexec " + quoted + " \"$@\"\n";
    }

    /// Names what the programs are made of: the jars of both kinds, the JDK, the flags.
    private String key(Path jars) {
        if (key.isEmpty()) {
            key = keyOf(jars);
        }
        return key;
    }

    private static String keyOf(Path jars) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : list(jars)) {
                digest.update(jar.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                if (jar.getFileName().toString().startsWith("hauban-")) {
                    digest.update(Files.readAllBytes(jar));
                }
            }
            Artifact.pinned(ENGINE)
                    .forEach(artifact -> digest.update(artifact.sha256().getBytes(StandardCharsets.UTF_8)));
            digest.update((java() + System.getProperty("java.vm.version") + String.join(" ", FLAGS))
                    .getBytes(StandardCharsets.UTF_8));
            return FAMILY + "-" + HexFormat.of().formatHex(digest.digest()).substring(0, KEY_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new DefectException("every Java has SHA-256", impossible);
        } catch (IOException unreadable) {
            throw new DefectException("the jars of Hauban's own programs can't be read in " + jars, unreadable);
        }
    }
}
