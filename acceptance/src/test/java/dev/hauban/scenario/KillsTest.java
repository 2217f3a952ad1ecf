package dev.hauban.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A kill -9 after each thing that the journal tells of, of the command or of the operator: the same command, typed
/// again, comes to where it would have come undisturbed, and nothing is doubled.
@Timeout(900)
final class KillsTest {
    /// With another round, services are other ones: everything is prepared and made anew.
    private static final String STACK = Stacks.THREE
            .replace("    image:", "    labels: {round: \"${ROUND:-0}\"}\n    image:")
            .replace("    environment:", "    healthcheck: {test: [\"CMD\", \"true\"]}\n    environment:");

    /// Far more than happens; a scenario that never comes to its end is told so.
    private static final int MOST = 60;

    private static final String[] UP = {"up", "-d", "--wait"};
    private static final String[] DOWN = {"down", "-t", "5"};

    @Test
    void a_command_that_is_killed_anywhere_comes_to_its_end_when_it_is_typed_again() throws Exception {
        try (var place = Workplace.of("kill-command", STACK)) {
            killAtEveryStep(place, Process::destroyForcibly);
        }
    }

    @Test
    void a_command_whose_operator_is_killed_anywhere_comes_to_its_end_when_it_is_typed_again() throws Exception {
        try (var place = Workplace.of("kill-operator", STACK)) {
            killAtEveryStep(place, _ -> killOperator(place));
        }
    }

    /// Round after round one event later, until both commands come to their end before.
    private static void killAtEveryStep(Workplace place, Kill kill) throws Exception {
        place.must(UP);
        State up = State.of(place);
        place.must(DOWN);
        State down = State.of(place);
        int upKills = 0;
        int downKills = 0;
        boolean goesOn = true;
        for (int n = 1; goesOn; n++) {
            assertThat(n).as("events before the end").isLessThan(MOST);
            begin(place, n);
            boolean isUpKilled = killAfter(n, place, kill, UP);
            place.must(UP);
            assertThat(State.of(place)).as("up killed after event %d", n).isEqualTo(up);
            boolean isDownKilled = killAfter(n, place, kill, DOWN);
            place.must(DOWN);
            assertThat(State.of(place)).as("down killed after event %d", n).isEqualTo(down);
            upKills += isUpKilled ? 1 : 0;
            downKills += isDownKilled ? 1 : 0;
            goesOn = isUpKilled || isDownKilled;
        }
        assertThat(upKills).isGreaterThan(12);
        assertThat(downKills).isGreaterThan(6);
    }

    private static void begin(Workplace place, int round) throws Exception {
        for (String file : List.of("db.pids", "web.pids", "jobs", "ready")) {
            Files.deleteIfExists(place.file(file));
        }
        place.set("ROUND", Integer.toString(round));
    }

    /// @return false if it had come to its end before
    private static boolean killAfter(int events, Workplace place, Kill kill, String... words) throws Exception {
        Process command = place.process(Stream.concat(Stream.of("--progress", "json"), Stream.of(words))
                        .toArray(String[]::new))
                .start();
        try (BufferedReader told = command.errorReader()) {
            int seen = 0;
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                seen += isInJournal(line) ? 1 : 0;
                if (seen == events) {
                    kill.of(command);
                    return true;
                }
            }
            return false;
        } finally {
            command.waitFor();
        }
    }

    private static boolean isInJournal(String event) {
        return event.startsWith("{") && !event.contains("\"waiting-for\"") && !event.contains("\"settled\"");
    }

    /// Whether it is there at all depends on when it was killed last.
    private static void killOperator(Workplace place) throws IOException {
        String holder = Files.readString(place.operatorLock());
        if (holder.startsWith("process ")) {
            long pid = Long.parseLong(holder.substring("process ".length(), holder.indexOf(',')));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private interface Kill {
        void of(Process command) throws IOException;
    }

    /// How a project stands.
    ///
    /// @param instances what `ps` says of each, but for times
    /// @param running how many processes of each service are alive
    /// @param kept what the engine keeps on the disk, by name
    private record State(Map<String, String> instances, Map<String, Long> running, List<String> kept) {
        static State of(Workplace place) throws Exception {
            var instances = new TreeMap<String, String>();
            for (Map.Entry<String, Json.Members> entry : place.instances().entrySet()) {
                Json.Members one = entry.getValue();
                instances.put(
                        entry.getKey(),
                        one.text("State") + " " + one.text("Health") + " " + one.wholeNumber("ExitCode"));
            }
            return new State(
                    instances, Map.of("db", alive(place, "db.pids"), "web", alive(place, "web.pids")), kept(place));
        }

        private static long alive(Workplace place, String file) throws IOException {
            return place.numbers(file).stream().filter(Workplace::isAlive).count();
        }

        private static List<String> kept(Workplace place) throws IOException {
            Path local = place.state().resolve("local");
            try (Stream<Path> all = Files.walk(local, 2)) {
                return all.map(path -> local.relativize(path).toString())
                        .filter(name -> name.matches("(instances|networks|volumes|anonymous)(/[^.].*)?"))
                        .sorted()
                        .toList();
            }
        }
    }
}
