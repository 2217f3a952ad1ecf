package dev.hauban.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.api.OperatorCommand;
import dev.hauban.api.OperatorDoor;
import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.OperatorStatus;
import dev.hauban.api.Program;
import dev.hauban.api.Project;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The operator as a process of its own, as clients start it, lose it and replace it.
@Timeout(120)
class OperatorProcessTest {
    private static final Stack SHOP = SmallStacks.of("shop: database web");

    @TempDir
    private Path folder;

    private OperatorPlaces places;
    private final List<ProcessHandle> seen = new ArrayList<>();

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectory(folder.resolve("project"));
        places = new OperatorPlaces(folder.resolve("run"), folder.resolve("state"));
    }

    @AfterEach
    void end() throws Exception {
        door("9.0.0", "last").quit();
        for (ProcessHandle process : seen) {
            process.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void one_is_started_when_none_answers_and_outlives_who_started_it() throws Exception {
        assertThat(door().status()).isEmpty();

        assertThat(up(door()).asAsked()).isTrue();

        OperatorStatus status = status();
        assertThat(status.process()).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(status.projects())
                .singleElement()
                .satisfies(project -> assertThat(project.wantedRunning()).isEqualTo(2));
        assertThat(Path.of("/proc/" + status.process() + "/cwd").toRealPath()).isEqualTo(Path.of("/"));
        assertThat(session(status.process())).as("a session of its own").isEqualTo(status.process());
    }

    @Test
    void of_many_clients_at_once_only_one_starts_it() throws Exception {
        var processes = new HashSet<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> clients = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                clients.add(() -> {
                    door().ensureRunning();
                    return status().process();
                });
            }
            for (var client : threads.invokeAll(clients)) {
                processes.add(client.get());
            }
        }

        assertThat(processes).hasSize(1);
    }

    @Test
    void killed_it_is_followed_by_another_that_goes_on() throws Exception {
        up(door());
        ProcessHandle first = process();
        first.destroyForcibly();
        first.onExit().get(10, TimeUnit.SECONDS);
        assertThat(places.socket()).as("what a killed one leaves behind").exists();
        assertThat(door().status()).isEmpty();

        door().ensureRunning();

        assertThat(status().process()).isNotEqualTo(first.pid());
        assertThat(status().projects()).hasSize(1);
        assertThat(up(door()).asAsked()).isTrue();
    }

    @Test
    void a_newer_program_replaces_it_and_an_older_one_does_not() throws Exception {
        up(door());
        long older = status().process();

        up(door("0.2.0", "b"));

        OperatorStatus newer = status();
        assertThat(newer.process()).isNotEqualTo(older);
        assertThat(newer.program()).isEqualTo(new Program("0.2.0", "b"));
        assertThat(newer.projects()).hasSize(1);
        up(door("0.1.9", "c"));
        assertThat(status().process()).isEqualTo(newer.process());
    }

    @Test
    void another_build_of_the_same_version_replaces_it() throws Exception {
        up(door());

        up(door("0.1.0", "b"));

        assertThat(status().program().build()).isEqualTo("b");
    }

    @Test
    void a_file_that_is_no_socket_any_more_is_in_nobodys_way() throws Exception {
        Files.createDirectories(places.runtime());
        try (var nobody = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            nobody.bind(UnixDomainSocketAddress.of(places.socket()));
        }
        assertThat(places.socket()).exists();

        assertThat(up(door()).asAsked()).isTrue();
    }

    @Test
    void one_that_does_not_come_up_is_told_with_its_last_words() {
        assertThatThrownBy(() -> door("0.1.0", "broken").ensureRunning())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        told -> assertThat(told.problems())
                                .singleElement()
                                .extracting(Problem::code)
                                .isEqualTo("operator.not-answering"))
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("this build is broken");
    }

    @Test
    void who_waits_for_one_that_is_killed_is_told_so() throws Exception {
        door().ensureRunning();
        ProcessHandle process = process();
        Stack hanging = SmallStacks.of("shop: hanging");
        assertThatThrownBy(() -> door().apply(project(), hanging, OperatorHouse.up(), event -> {
                    if (event instanceof Event.StepBegun) {
                        process.destroyForcibly();
                    }
                }))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ended before it was done");
    }

    private Event.Settled up(OperatorDoor door) throws InterruptedException {
        Event.Settled settled = door.apply(project(), SHOP, OperatorHouse.up(), _ -> {});
        process();
        return settled;
    }

    private Project project() {
        var state = StateFolder.of(folder.resolve("project"), SHOP.name(), places.state());
        return new Project(SHOP.name(), state.path(), "fake");
    }

    private OperatorStatus status() throws InterruptedException {
        return door().status().orElseThrow();
    }

    private ProcessHandle process() throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(status().process()).orElseThrow();
        seen.add(process);
        return process;
    }

    private OperatorDoor door() {
        return door("0.1.0", "a");
    }

    private OperatorDoor door(String version, String build) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command = OperatorCommand.of(
                java,
                List.of("-cp", System.getProperty("java.class.path")),
                List.of(
                        OperatorProgram.class.getName(),
                        places.runtime().toString(),
                        places.state().toString(),
                        version,
                        build),
                Map.of("PATH", "/usr/bin:/bin"));
        return new OperatorDoor(places, new Program(version, build), new SmallStacks(), command);
    }

    /// The sixth word of its line. Source: proc_pid_stat(5); the second is in parentheses.
    private static long session(long process) throws IOException {
        String line = Files.readString(Path.of("/proc/" + process + "/stat"));
        return Long.parseLong(line.substring(line.lastIndexOf(')') + 2).split(" ")[3]);
    }
}
