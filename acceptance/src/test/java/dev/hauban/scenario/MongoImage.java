package dev.hauban.scenario;

import dev.hauban.catalog.Product;
import dev.hauban.engine.local.supply.Machine;
import dev.hauban.engine.local.supply.Need;
import dev.hauban.engine.local.supply.Progress;
import dev.hauban.engine.local.supply.Supply;
import dev.hauban.engine.local.supply.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// An image `mongo` for tests on Docker, where the real one can't be had: Hauban's stand-in for MongoDB, with the
/// entrypoint that the local engine begins it with.
///
/// It holds `mongod`, `mongosh` and `mongo` (all three the stand-in's), a shell with what the entrypoint calls, and a
/// small Java: copied from this machine, without anything else of a distribution. As in the official image: the
/// variables `MONGO_INITDB_*`, `/docker-entrypoint-initdb.d`, the user `mongodb` (999), the volumes `/data/db` and
/// `/data/configdb`, port 27017.
///
/// A test that needs `mongo:7` asks for it by that name. A daemon that has an image of that name keeps it; the name is
/// taken away again at the end.
final class MongoImage implements AutoCloseable {
    private static final String OURS = "hauban-test/mongo:";
    private static final String JAVA = "/opt/java";
    private static final String PROGRAM = "/opt/mongo";
    private static final long MOST_SECONDS = 300;

    /// What `mongo.sh` calls.
    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "chown",
            "cp",
            "env",
            "id",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sleep",
            "stat",
            "tr",
            "setpriv");

    private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

    private final DockerPlace docker;
    private final String name;
    private final boolean isNamed;

    private MongoImage(DockerPlace docker, String name, boolean isNamed) {
        this.docker = docker;
        this.name = name;
        this.isNamed = isNamed;
    }

    /// Sees to it that the daemon has an image of this name.
    ///
    /// @param name such as `mongo:7.0`
    static MongoImage on(DockerPlace docker, String name) throws Exception {
        if (has(docker, name)) {
            return new MongoImage(docker, name, false);
        }
        docker.docker("tag", made(docker), name);
        return new MongoImage(docker, name, true);
    }

    private static boolean has(DockerPlace docker, String image) throws Exception {
        return docker.place().run(List.of("docker", "image", "inspect", image)).code() == 0;
    }

    private static String made(DockerPlace docker) throws Exception {
        Tools shell = supplied();
        String image = OURS + sum(shell);
        if (!has(docker, image)) {
            Path root = Files.createTempDirectory("hauban-mongo");
            try {
                fill(root, shell);
                load(docker, root, image);
            } finally {
                run(List.of("rm", "-rf", root.toString()));
            }
        }
        return image;
    }

    /// The stand-in as the local engine has it, put together in the machine's cache.
    private static Tools supplied() throws Exception {
        Machine machine = Machine.of(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                "root".equals(System.getProperty("user.name")));
        var withStandIn = new Machine(
                Map.of("PATH", "/nonexistent", "HOME", machine.home().toString()),
                machine.home(),
                machine.cache(),
                machine.architecture(),
                Optional.of(jars()));
        return new Supply(withStandIn).get(Need.any(Product.MONGODB_SHELL), Progress.ignored());
    }

    /// Of the program that was built last.
    private static Path jars() throws IOException {
        Path builds = Workplace.program().resolveSibling(".build");
        try (Stream<Path> all = Files.list(builds)) {
            return all.filter(build -> Files.exists(build.resolve("complete")))
                    .filter(build -> !Files.exists(build.resolve("retired")))
                    .max(Comparator.comparing(build -> build.toFile().lastModified()))
                    .map(build -> build.resolve("standin"))
                    .orElseThrow(() -> new AssertionError("no program is built in " + builds));
        }
    }

    /// Changes with the programs and with the entrypoint.
    private static String sum(Tools shell) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(shell.prefix().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(entrypoint().getBytes(StandardCharsets.UTF_8));
        digest.update(String.join(" ", changes()).getBytes(StandardCharsets.UTF_8));
        digest.update(TOOLS.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(), 0, 6);
    }

    // What is in it ------------------------------------------------------------------------------------------------

    private static void fill(Path root, Tools shell) throws Exception {
        for (String folder : List.of(
                "bin",
                "usr/bin",
                "usr/local/bin",
                "etc",
                "tmp",
                "root",
                "data/db",
                "data/configdb",
                "opt",
                "docker-entrypoint-initdb.d")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.setPosixFilePermissions(root.resolve("tmp"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(
                root.resolve("etc/passwd"),
                "root:x:0:0:root:/root:/bin/sh\nmongodb:x:999:999:MongoDB:/data/db:/bin/sh\n");
        Files.writeString(root.resolve("etc/group"), "root:x:0:\nmongodb:x:999:\n");
        Files.writeString(root.resolve("etc/nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
        Path java = Path.of(System.getProperty("java.home"));
        run(List.of(
                java.resolve("bin/jlink").toString(),
                "--add-modules",
                "java.se,jdk.unsupported,jdk.zipfs",
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--output",
                root.resolve(JAVA.substring(1)).toString()));
        Path programs = Files.createDirectories(root.resolve(PROGRAM.substring(1)));
        try (Stream<Path> jars = Files.list(shell.prefix())) {
            for (Path jar :
                    jars.filter(each -> each.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, programs.resolve(jar.getFileName()));
            }
        }
        for (String name : List.of("mongod", "mongosh", "mongo")) {
            String text = Files.readString(shell.bin().orElseThrow().resolve(name));
            write(
                    root.resolve("usr/local/bin").resolve(name),
                    text.replace(java.toString(), JAVA).replace(shell.prefix().toString(), PROGRAM));
        }
        write(root.resolve("usr/local/bin/docker-entrypoint.sh"), entrypoint());
        copyWithLibraries(root, root.resolve(JAVA.substring(1)));
    }

    private static String entrypoint() throws IOException {
        return resource("common") + resource("mongo");
    }

    private static String resource(String name) throws IOException {
        String path = "/dev/hauban/engine/local/image/entrypoint/" + name + ".sh";
        try (var text = Machine.class.getResourceAsStream(path)) {
            return new String(java.util.Objects.requireNonNull(text, path).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Programs of this machine, with the libraries that they and Java are linked to.
    private static void copyWithLibraries(Path root, Path java) throws Exception {
        Set<Path> linked = new LinkedHashSet<>();
        for (String tool : TOOLS) {
            Path program = onPath(tool);
            copy(program.toRealPath(), root.resolve("bin").resolve(tool));
            linked.add(program);
        }
        Files.createSymbolicLink(root.resolve("usr/bin/env"), Path.of("/bin/env"));
        linked.add(java.resolve("bin/java"));
        linked.add(java.resolve("lib/server/libjvm.so"));
        linked.add(java.resolve("lib/libnet.so"));
        linked.add(java.resolve("lib/libnio.so"));
        for (Path program : linked) {
            Matcher library = LIBRARY.matcher(run(List.of("ldd", program.toString())));
            while (library.find()) {
                Path from = Path.of(library.group(1));
                if (!from.startsWith(root)) {
                    copy(from.toRealPath(), root.resolve(from.toString().substring(1)));
                }
            }
        }
    }

    private static Path onPath(String tool) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("this machine has no " + tool));
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(to)) {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    // Into the daemon ----------------------------------------------------------------------------------------------

    private static List<String> changes() {
        return List.of(
                "ENV PATH=/usr/local/bin:/usr/bin:/bin",
                "ENV HOME=/data/db",
                "ENV HAUBAN_STAND_IN=1",
                "ENV HAUBAN_ACCOUNT=mongodb",
                "ENV HAUBAN_CONFIG=/data/configdb",
                "VOLUME [\"/data/db\",\"/data/configdb\"]",
                "EXPOSE 27017",
                "ENTRYPOINT [\"docker-entrypoint.sh\"]",
                "CMD [\"mongod\"]",
                "LABEL dev.hauban.test=stand-in");
    }

    private static void load(DockerPlace docker, Path root, String image) throws Exception {
        var words = new ArrayList<>(List.of("docker", "import"));
        changes().forEach(change -> words.addAll(List.of("--change", change)));
        words.addAll(List.of("-", image));
        String line = "tar -C " + root + " --numeric-owner --owner=0 --group=0 -c . | \"$@\"";
        var all = new ArrayList<>(List.of("sh", "-c", line, "sh"));
        all.addAll(words);
        Outcome outcome = docker.place().run(all);
        if (outcome.code() != 0) {
            throw new AssertionError("the image can't be made\n" + outcome);
        }
    }

    private static String run(List<String> words) throws IOException, InterruptedException {
        Path output = Files.createTempFile("hauban", "output");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(words + " does not end");
            }
            String said = Files.readString(output);
            // A static program has no libraries, which `ldd` counts as a failure.
            if (process.exitValue() != 0 && !said.contains("not a dynamic executable")) {
                throw new AssertionError(words + " failed: " + said);
            }
            return said;
        } finally {
            Files.deleteIfExists(output);
        }
    }

    @Override
    public void close() throws IOException {
        if (!isNamed) {
            return;
        }
        try {
            Outcome outcome = docker.place().run(List.of("docker", "rmi", name));
            if (outcome.code() != 0) {
                throw new AssertionError("the name " + name + " can't be taken away again\n" + outcome);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
