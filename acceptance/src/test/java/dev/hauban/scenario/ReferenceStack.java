package dev.hauban.scenario;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A copy of a stack below `stacks/` on a Docker daemon, with settings as `hauban setup` makes them and ports that are
/// free.
final class ReferenceStack {
    private static final Pattern PORT = Pattern.compile("(?m)^(\\w+_PORT)=\\d+$");

    private ReferenceStack() {}

    /// @param folder below `stacks`
    static DockerPlace on(String host, String project, String folder) throws Exception {
        DockerPlace docker = DockerPlace.copyOf(project, "../../../../stacks/" + folder, host);
        try {
            docker.place().must("setup");
            moveToFreePorts(docker.place());
            return docker;
        } catch (Exception | AssertionError failed) {
            docker.close();
            throw failed;
        }
    }

    private static void moveToFreePorts(Workplace place) throws Exception {
        String settings = Files.readString(place.file(".env"));
        Matcher port = PORT.matcher(settings);
        int free = Workplace.freePorts((int) port.results().count());
        var changed = new StringBuilder();
        port.reset();
        while (port.find()) {
            port.appendReplacement(changed, port.group(1) + "=" + free++);
        }
        Files.writeString(place.file(".env"), port.appendTail(changed));
    }

    static String get(Workplace place, String variable) throws Exception {
        return Files.readAllLines(place.file(".env")).stream()
                .filter(line -> line.startsWith(variable + "="))
                .map(line -> line.substring(variable.length() + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(variable + " is not in .env"));
    }

    static void set(Workplace place, String variable, String value) throws Exception {
        Path settings = place.file(".env");
        Files.writeString(
                settings,
                Files.readString(settings)
                        .replaceAll("(?m)^" + variable + "=.*$", Matcher.quoteReplacement(variable + "=" + value)));
    }

    static List<Path> files(Workplace place) throws Exception {
        try (Stream<Path> files = Files.list(place.folder())) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml")).toList();
        }
    }
}
