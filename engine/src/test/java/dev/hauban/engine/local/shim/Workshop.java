package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A folder in which instances are started, and what was started is ended with it.
final class Workshop {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SIGTERM = 15;

    private final Path folder;
    private final Person person;
    private final Shim shim;
    private final List<ProcessMark> started = new ArrayList<>();

    Workshop(Path folder) throws IOException {
        this(folder, Person.MYSELF, List.of());
    }

    /// @param denied names of system calls that are refused to the shim
    Workshop(Path folder, Person person, List<String> denied) throws IOException {
        this.folder = folder;
        this.person = person;
        Path program = ShimProgram.in(folder.resolve("cache"), System.getProperty("os.arch"));
        var before = new ArrayList<>(person.words());
        if (!denied.isEmpty()) {
            before.addAll(List.of(program.toString(), "deny", String.join(",", denied), "--"));
        }
        this.shim = new Shim(program, before);
        person.take(folder);
    }

    /// A folder or file that belongs to whoever runs the shim.
    Path folder(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        person.take(made);
        return made;
    }

    Path file(String name, String text) throws IOException {
        Path made = Files.writeString(folder.resolve(name), text);
        person.take(made);
        return made;
    }

    Shim shim() {
        return shim;
    }

    /// A spec of an instance of its own, running a shell command.
    Spec shell(String id, String command) throws IOException {
        return spec(id).command(List.of("/bin/sh", "-c", command));
    }

    Spec spec(String id) throws IOException {
        folder(id);
        return new Spec()
                .instance(id, state(id).folder(), log(id))
                .with("env", "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    }

    InstanceFolder state(String id) {
        return new InstanceFolder(folder.resolve(id));
    }

    Path log(String id) {
        return folder.resolve(id).resolve("log");
    }

    Start.Running start(Spec spec) throws IOException, InterruptedException {
        return switch (shim.run(spec)) {
            case Start.Running running -> {
                started.add(running.shim());
                yield running;
            }
            case Start.Refused refused -> fail("refused: " + refused.reason());
        };
    }

    String refusal(Spec spec) throws IOException, InterruptedException {
        return switch (shim.run(spec)) {
            case Start.Running running -> {
                started.add(running.shim());
                yield fail("it runs");
            }
            case Start.Refused refused -> refused.reason();
        };
    }

    InstanceFolder.Ended end(String id, Start.Running running) throws IOException, InterruptedException {
        await("the end of " + id, () -> !running.shim().isAlive());
        return state(id).ended().orElseThrow();
    }

    /// Starts the process that holds the networks.
    ProcessMark hold(Spec spec) throws IOException, InterruptedException {
        return switch (shim.hold(spec)) {
            case Start.Running running -> {
                started.add(running.shim());
                yield running.main();
            }
            case Start.Refused refused -> fail("refused: " + refused.reason());
        };
    }

    List<LoggedLine> lines(String id) throws IOException {
        var lines = new ArrayList<LoggedLine>();
        for (String line : Files.readAllLines(log(id))) {
            lines.add(LoggedLine.parse(line).orElseThrow(() -> new AssertionError("torn: " + line)));
        }
        return lines;
    }

    List<String> texts(String id) throws IOException {
        return lines(id).stream().map(LoggedLine::text).toList();
    }

    /// Polls, because what is waited for is another process's doing.
    static void await(String what, BooleanSupplier reached) throws InterruptedException {
        Instant limit = Instant.now().plus(LIMIT);
        while (!reached.getAsBoolean()) {
            assertThat(Instant.now()).as("%s, within %s", what, LIMIT).isBefore(limit);
            Thread.sleep(5);
        }
    }

    /// Every process that has this in its environment.
    static List<Long> strays(String instance) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> environment(pid).contains("HAUBAN_INSTANCE=" + instance + "\0"))
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException _) {
            return "";
        }
    }

    void endAll() throws IOException, InterruptedException {
        for (ProcessMark one : started) {
            if (one.isAlive()) {
                shim.signal(one, SIGTERM);
                await("the end of what was started", () -> !one.isAlive());
            }
        }
    }
}
