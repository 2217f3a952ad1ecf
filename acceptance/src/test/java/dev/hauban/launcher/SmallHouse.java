package dev.hauban.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A copy of the launcher and of the build, with one floor in which there is a program that says one word. So that
/// the tests build in seconds, and may break what they like.
final class SmallHouse {
    /// Everything that `./hauban` needs from PATH: all of it in coreutils.
    private static final List<String> TOOLS =
            List.of("sh", "stat", "readlink", "uname", "dirname", "tr", "expr", "ls", "cat", "mkdir", "env", "sleep");

    private final Path folder;
    private final Path tools;

    record Outcome(int code, String out, String err) {}

    private SmallHouse(Path place) {
        folder = place.resolve("house");
        tools = place.resolve("tools");
    }

    static SmallHouse of(Path place, Path original) throws IOException {
        var house = new SmallHouse(place);
        house.furnish(original);
        return house;
    }

    /// The folder of the house that these tests belong to.
    static Path original() {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("launcher"))) {
            root = Optional.ofNullable(root.getParent())
                    .orElseThrow(() -> new IllegalStateException("the tests must run inside the repository"));
        }
        return root;
    }

    SmallHouse copyTo(Path place) throws IOException {
        var house = new SmallHouse(place);
        copy(folder, house.folder);
        copy(tools, house.tools);
        return house;
    }

    private void furnish(Path original) throws IOException {
        Files.createDirectories(tools);
        for (String file : List.of("hauban", "mvnw", ".mvn", "launcher", "pom.xml", "cli/pom.xml", "standin/pom.xml")) {
            copy(original.resolve(file), folder.resolve(file));
        }
        Path shims = Path.of("engine/src/main/resources/dev/hauban/engine/local/shim");
        copy(original.resolve(shims), folder.resolve(shims));
        edit("pom.xml", "(?s)<modules>.*</modules>", "<modules><module>cli</module><module>standin</module></modules>");
        edit("cli/pom.xml", "(?s)<dependencies>.*?</dependencies>", "");
        edit("standin/pom.xml", "(?s)<dependencies>.*?</dependencies>", "");
        speak("first");
        Files.writeString(program("Training"), """
                package dev.hauban.app;
                final class Training {
                    public static void main(String[] arguments) {
                        Main.say("training");
                    }
                }
                """);

        for (String tool : TOOLS) {
            Path program = Stream.of("/usr/bin", "/bin")
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.copy(program, tools.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /// As if nothing had ever been built.
    void forget() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(".build"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    Path folder() {
        return folder;
    }

    /// Writes a program that says this word, then its arguments.
    void speak(String word) throws IOException {
        Files.createDirectories(program("Main").getParent());
        Files.writeString(program("Main"), """
                package dev.hauban.app;
                final class Main {
                    public static void main(String[] arguments) throws InterruptedException {
                        say("WORD " + String.join(" ", arguments));
                        if (arguments.length > 0 && arguments[0].equals("stay")) {
                            Thread.sleep(60_000);
                        }
                    }
                    static void say(String word) {
                        System.out.println(word);
                    }
                }
                """.replace("WORD", word));
    }

    Path program(String type) {
        return folder.resolve("cli/src/main/java/dev/hauban/app/" + type + ".java");
    }

    void edit(String file, String pattern, String replacement) throws IOException {
        Path path = folder.resolve(file);
        Files.writeString(path, Files.readString(path).replaceFirst(pattern, replacement));
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), folder.resolve("hauban"), arguments);
    }

    /// Runs the launcher at `script` with hardly anything on PATH.
    Outcome run(Map<String, String> environment, Path script, String... arguments)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile(tools, "errors", ".txt");
        Process process = start(environment, errors, script, arguments);
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("the launcher did not end");
        }
        return new Outcome(process.exitValue(), answer, Files.readString(errors));
    }

    Process start(Map<String, String> environment, Path errors, Path script, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(new File("/")).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().put("HOME", System.getProperty("user.home"));
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HAUBAN_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// The programs that were built, whole or not.
    List<Path> built() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(".build"))) {
            return all.filter(path -> path.getFileName().toString().matches("[0-9a-f]{16}"))
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
