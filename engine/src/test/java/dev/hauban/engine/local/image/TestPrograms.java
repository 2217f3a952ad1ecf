package dev.hauban.engine.local.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Real programs for tests: from the folders in HAUBAN_TEST_PROGRAMS, from PATH, from where Debian puts them, or
/// fetched with apt into a folder that is kept.
final class TestPrograms {
    private static final List<Path> USUAL = usual();

    private TestPrograms() {}

    /// The environment in which all of these programs can be called.
    ///
    /// @param packages Debian's packages to fetch when a program is missing
    static Map<String, String> environment(List<String> programs, List<String> packages)
            throws IOException, InterruptedException {
        boolean isThere = programs.stream().allMatch(program -> USUAL.stream().anyMatch(f -> has(f, program)));
        if (isThere) {
            return Map.of("PATH", path(USUAL));
        }
        Path root = fetched(packages);
        List<Path> folders = new ArrayList<>(List.of(root.resolve("usr/bin"), root.resolve("usr/sbin")));
        folders.addAll(USUAL);
        for (String program : programs) {
            if (folders.stream().noneMatch(folder -> has(folder, program))) {
                throw new IOException(program + " is neither on PATH nor in " + packages);
            }
        }
        Path libraries = root.resolve("usr/lib/x86_64-linux-gnu");
        return Map.of("PATH", path(folders), "LD_LIBRARY_PATH", libraries.toString());
    }

    private static boolean has(Path folder, String program) {
        return Files.isExecutable(folder.resolve(program));
    }

    private static String path(List<Path> folders) {
        return String.join(":", folders.stream().map(Path::toString).toList());
    }

    private static List<Path> usual() {
        List<Path> folders = new ArrayList<>(onPath("HAUBAN_TEST_PROGRAMS"));
        // Before PATH: there Debian has wrappers, which take ten times as long as the programs.
        try (var versions = Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
            versions.forEach(version -> folders.add(version.resolve("bin")));
        } catch (IOException _) {
            // None is installed there; PATH is asked next.
        }
        folders.addAll(onPath("PATH"));
        folders.addAll(List.of(Path.of("/usr/sbin"), Path.of("/usr/bin"), Path.of("/sbin"), Path.of("/bin")));
        return List.copyOf(folders);
    }

    private static List<Path> onPath(String variable) {
        return Stream.of(System.getenv().getOrDefault(variable, "").split(":"))
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of)
                .toList();
    }

    private static synchronized Path fetched(List<String> packages) throws IOException, InterruptedException {
        String user = System.getProperty("user.name");
        Path root = Path.of("/tmp", "hauban-test-programs-" + user, packages.getFirst());
        if (Files.isDirectory(root)) {
            return root;
        }
        Files.createDirectories(root.getParent());
        Path work = Files.createTempDirectory(root.getParent(), "fetch");
        run(work, Stream.concat(Stream.of("apt-get", "download"), packages.stream()));
        try (var files = Files.newDirectoryStream(work, "*.deb")) {
            for (Path file : files) {
                run(work, Stream.of("dpkg-deb", "-x", file.toString(), work.toString()));
            }
        }
        run(work, Stream.of("chmod", "-R", "a+rX", work.toString()));
        Files.move(work, root);
        return root;
    }

    private static void run(Path folder, Stream<String> words) throws IOException, InterruptedException {
        List<String> command = words.toList();
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + " has failed: " + Files.readString(output));
        }
    }
}
