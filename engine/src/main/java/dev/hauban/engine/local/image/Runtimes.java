package dev.hauban.engine.local.image;

import dev.hauban.engine.local.supply.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the runtimes of languages that this machine has: on PATH, and where JDKs and Go are usually put.
final class Runtimes {
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");
    private static final Pattern JAVA_VERSION = Pattern.compile("JAVA_VERSION=\"?([0-9][^\"]*)\"?");
    private static final long TO_ANSWER = 20;

    private final Machine machine;

    Runtimes(Machine machine) {
        this.machine = machine;
    }

    /// The JDK of exactly this version, else the nearest newer one, else the newest.
    Optional<Runtime> java(int major, boolean needsCompiler) {
        List<Runtime> found = new ArrayList<>();
        for (Path home : javaHomes()) {
            String needed = needsCompiler ? "bin/javac" : "bin/java";
            if (Files.isExecutable(home.resolve(needed)) && Files.isExecutable(home.resolve("bin/java"))) {
                javaVersion(home).ifPresent(version -> found.add(new Runtime(home.resolve("bin/java"), home, version)));
            }
        }
        Optional<Runtime> newest = found.stream().max(Comparator.comparingInt(Runtime::major));
        if (major < 0) {
            return newest;
        }
        return found.stream()
                .filter(runtime -> runtime.major() >= major)
                .min(Comparator.comparingInt(Runtime::major))
                .or(() -> newest);
    }

    private Set<Path> javaHomes() {
        Set<Path> homes = new LinkedHashSet<>();
        Stream.of(machine.environment().getOrDefault("JAVA_HOME", ""), System.getProperty("java.home", ""))
                .filter(text -> text.startsWith("/"))
                .forEach(text -> homes.add(Path.of(text)));
        machine.onPath("java").map(Runtimes::real).map(Runtimes::home).ifPresent(homes::add);
        Path home = machine.home();
        Stream.of(
                        Path.of("/usr/lib/jvm"),
                        Path.of("/opt"),
                        home.resolve(".jdks"),
                        home.resolve(".sdkman/candidates/java"))
                .forEach(folder -> homes.addAll(children(folder)));
        return homes;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<String> javaVersion(Path home) {
        try {
            Matcher found = JAVA_VERSION.matcher(Files.readString(home.resolve("release")));
            return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException noJdk) {
            return Optional.empty();
        }
    }

    /// A program of this name, with its version.
    Optional<Runtime> program(String name) throws InterruptedException {
        Optional<Path> found = machine.onPath(name).or(() -> usual(name));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String version = version(found.get(), name.equals("go") ? "version" : "--version");
        return version.isEmpty() ? Optional.empty() : Optional.of(new Runtime(found.get(), home(found.get()), version));
    }

    private static Optional<Path> usual(String name) {
        return Stream.of("/usr/local/" + name + "/bin/" + name, "/usr/local/bin/" + name, "/usr/bin/" + name)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The Python of this version, else the nearest newer one, else whichever there is.
    Optional<Runtime> python(int wanted) throws InterruptedException {
        List<Runtime> found = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        if (wanted >= 1000 && wanted % 1000 > 0) {
            names.add("python" + wanted / 1000 + "." + wanted % 1000);
        }
        names.addAll(List.of("python3", "python"));
        for (String name : names) {
            for (Path file : everywhere(name)) {
                String version = version(file, "--version");
                if (!version.isEmpty()) {
                    found.add(new Runtime(file, home(file), version));
                }
            }
        }
        return found.stream()
                .filter(runtime -> runtime.minor() >= wanted)
                .min(Comparator.comparingInt(Runtime::minor))
                .or(() -> found.stream().findFirst());
    }

    /// The machine's own before others: packages that are installed into it stay in a build's stage.
    private List<Path> everywhere(String name) {
        Set<Path> files = new LinkedHashSet<>();
        Stream.concat(Stream.of(Path.of("/usr/bin"), Path.of("/usr/local/bin")), machine.searchPath().stream())
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .forEach(files::add);
        return List.copyOf(files);
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException unreadable) {
            return program;
        }
    }

    private static Path home(Path program) {
        Path folder = program.getParent();
        Path home = folder == null ? null : folder.getParent();
        return home == null ? program : home;
    }

    private String version(Path program, String question) throws InterruptedException {
        var builder = new ProcessBuilder(program.toString(), question).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", SearchPaths.of(machine));
        builder.environment().put("HOME", machine.home().toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readNBytes(4096), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(TO_ANSWER, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            Matcher found = VERSION.matcher(output);
            return process.exitValue() == 0 && found.find() ? found.group() : "";
        } catch (IOException notRunnable) {
            return "";
        }
    }
}
