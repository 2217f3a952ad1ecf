package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecuteTest {
    @TempDir
    Path folder;

    private Workshop workshop;
    private ProcessMark main;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        workshop = new Workshop(folder);
        main = workshop.start(workshop.shell("a", "exec sleep 100")).main();
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        workshop.endAll();
    }

    private Executed execute(String command) throws IOException, InterruptedException {
        return workshop.shim().execute(main, shell(command));
    }

    private static Spec shell(String command) {
        return new Spec().command(List.of("sh", "-c", command)).with("env", "PATH=/usr/bin:/bin");
    }

    @Test
    void passes_output_and_exit_code_on() throws Exception {
        assertThat(execute("echo out; echo err >&2; exit 3")).isEqualTo(new Executed(3, "out\nerr\n"));
    }

    @Test
    void tells_a_missing_command_from_one_that_failed() throws Exception {
        var executed = workshop.shim().execute(main, new Spec().command(List.of("no-such-command")));
        assertThat(executed.code()).isEqualTo(127);
        assertThat(executed.output()).isEqualTo("error starting no-such-command: No such file or directory\n");
    }

    @Test
    void a_folder_of_the_path_that_nobody_may_enter_does_not_hide_that_a_command_is_missing(@TempDir Path folder)
            throws Exception {
        Path closed = Files.createDirectories(folder.resolve("closed/bin"));
        Path file = Files.writeString(folder.resolve("no-program"), "");
        Files.setPosixFilePermissions(folder.resolve("closed"), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            assertThat(found("no-such-command", closed)).isEqualTo(127);
            assertThat(found(file.getFileName().toString(), closed, folder)).isEqualTo(126);
            assertThat(found("true", closed, Path.of("/usr/bin"))).isZero();
        } finally {
            Files.setPosixFilePermissions(folder.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Root may enter everything, so he looks as somebody else.
    private int found(String command, Path... path) throws Exception {
        String folders = Stream.of(path).map(Path::toString).collect(Collectors.joining(":"));
        Spec spec = new Spec().environment(Map.of("PATH", folders)).command(List.of(command));
        if (Person.amRoot()) {
            spec.with("uid", "54321").with("gid", "54321");
        }
        return workshop.shim().execute(main, spec).code();
    }

    @Test
    void a_command_that_takes_too_long_is_killed_with_all_that_it_started() throws Exception {
        Instant before = Instant.now();
        var spec = shell("(setsid sleep 99 &); echo begun; sleep 99; echo never")
                .with("instance", "probe")
                .with("timeout", "200");
        assertThat(workshop.shim().execute(main, spec)).isEqualTo(new Executed(Executed.TIMED_OUT, "begun\n"));
        assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
        assertThat(Workshop.strays("probe")).isEmpty();
    }

    @Test
    void an_interrupted_probe_ends_at_once() throws Exception {
        var interrupted = Thread.ofVirtual().start(() -> {
            try {
                workshop.shim()
                        .execute(
                                main,
                                shell("sleep 99").with("instance", "probe").with("timeout", "90000"));
            } catch (IOException | InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Workshop.await("the probe's start", () -> !Workshop.strays("probe").isEmpty());
        interrupted.interrupt();
        Workshop.await("the probe's end", () -> Workshop.strays("probe").isEmpty());
        interrupted.join();
    }

    @Test
    void refuses_a_service_that_is_another_process_by_now() throws Exception {
        var other = new ProcessMark(main.pid(), main.startTime() + 1);
        var executed = workshop.shim().execute(other, shell("echo never"));
        assertThat(executed.output()).isEqualTo("error process " + main.pid() + ": No such process\n");
        assertThat(executed.code()).isNotZero();
    }

    @Test
    void leaves_standard_input_to_the_command_when_the_spec_is_in_the_environment() throws Exception {
        var builder = new ProcessBuilder(
                workshop.shim().program().toString(),
                "exec",
                Long.toString(main.pid()),
                Long.toString(main.startTime()),
                "env");
        builder.environment().clear();
        byte[] spec = shell("read line; echo got $line; env | grep -c HAUBAN").bytes();
        builder.environment().put("HAUBAN_SPEC_0", java.util.HexFormat.of().formatHex(spec));
        Process process = builder.start();
        try (var input = process.outputWriter()) {
            input.write("words\n");
        }
        assertThat(new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("got words\n0\n");
        process.waitFor();
    }
}
