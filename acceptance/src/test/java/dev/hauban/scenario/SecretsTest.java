package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Four databases whose passwords are replaced, three of them while others ask them all the time, and the hunt for
/// every value that they ever had.
@Timeout(300)
final class SecretsTest {
    private static final List<String> NAMES =
            List.of("PG_PASSWORD", "MARIA_PASSWORD", "REDIS_PASSWORD", "MONGO_PASSWORD");
    private static final Pattern REFUSED = Pattern.compile("(?i)denied|NOAUTH|WRONGPASS|authentication failed");

    private final List<String> everHeld = new ArrayList<>();

    private static Workplace databases() throws Exception {
        Workplace place = Workplace.copyOf("secrets", "acceptance/src/test/stacks/secrets");
        Files.setPosixFilePermissions(place.folder().getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(place.file("asked"));
        Files.setPosixFilePermissions(place.file("asked"), PosixFilePermissions.fromString("rwxrwxrwx"));
        place.must("setup");
        return place;
    }

    private static String value(Workplace place, String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + "=(.*)$").matcher(Files.readString(place.file(".env")));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    private static int answers(Workplace place, String asker) throws IOException {
        Path said = place.file("asked/" + asker);
        return Files.exists(said)
                ? (int) Files.readString(said).lines().filter("1"::equals).count()
                : 0;
    }

    private static void goesOn(Workplace place, String asker) throws Exception {
        int before = answers(place, asker);
        place.until(asker + " is answered", () -> answers(place, asker) > before + 1);
    }

    @Test
    void databases_get_other_passwords_while_they_are_asked_all_the_time() throws Exception {
        try (Workplace place = databases()) {
            place.must("up", "-d", "--wait");
            for (String name : NAMES) {
                everHeld.add(value(place, name));
            }
            for (String asker : List.of("pg", "maria", "redis")) {
                goesOn(place, asker);
            }

            for (String name : NAMES) {
                String before = value(place, name);
                Outcome rotated = place.must("secret", "rotate", name, "--yes");
                assertThat(value(place, name)).isNotEqualTo(before).hasSize(32);
                everHeld.add(value(place, name));
                leaks(rotated.out() + rotated.err(), "what rotate says");
            }

            for (String asker : List.of("pg", "maria", "redis")) {
                goesOn(place, asker);
            }
            assertThat(REFUSED.matcher(Files.readString(place.file("asked/redis")))
                            .find())
                    .as("Redis takes both passwords, so that nobody is refused")
                    .isFalse();
            String url = "mongodb://root:" + value(place, "MONGO_PASSWORD") + "@127.0.0.1:27017/?authSource=admin";
            assertThat(place.hauban(
                                    "exec",
                                    "-T",
                                    "mongo",
                                    "mongosh",
                                    "--quiet",
                                    url,
                                    "--eval",
                                    "db.runCommand({ping: 1}).ok")
                            .out()
                            .strip())
                    .isEqualTo("1");
            hunt(place);
            place.must("down", "--volumes");
        }
    }

    /// In what commands say, in the journal, and on every command line of the machine.
    private void hunt(Workplace place) throws Exception {
        for (List<String> command : List.of(
                List.of("secret", "list", "--format", "json"),
                List.of("logs", "--no-color", "pg", "maria", "redis", "mongo"),
                List.of("config", "--origin"),
                List.of("doctor"),
                List.of("status"),
                List.of("ps", "--all", "--format", "json"))) {
            Outcome said = place.hauban(command.toArray(String[]::new));
            assertThat(said.out()).as(command + " says something").isNotEmpty();
            leaks(said.out() + said.err(), String.join(" ", command));
        }
        leaks(Files.readString(place.state().resolve("journal")), "the journal");
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            List<Path> lines = processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(process -> process.resolve("cmdline"))
                    .toList();
            assertThat(lines).isNotEmpty();
            for (Path line : lines) {
                leaks(read(line).replace('\0', ' '), line.toString());
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException goneMeanwhile) {
            return "";
        }
    }

    private void leaks(String text, String where) {
        for (String value : everHeld) {
            assertThat(text.contains(value)).as("a secret in " + where).isFalse();
        }
    }
}
