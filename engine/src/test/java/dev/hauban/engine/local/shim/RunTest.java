package dev.hauban.engine.local.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;

    @TempDir
    Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        workshop.endAll();
    }

    @Test
    void keeps_what_a_service_writes_with_stream_and_time() throws Exception {
        var running = workshop.start(workshop.shell("a", "echo one; echo two >&2; printf three"));
        workshop.end("a", running);
        assertThat(workshop.lines("a"))
                .extracting(line -> line.source() + " " + line.text())
                .containsExactlyInAnyOrder("OUTPUT one", "ERROR two", "OUTPUT three");
    }

    @Test
    void writes_how_the_service_ended() throws Exception {
        var running = workshop.start(workshop.shell("a", "exit 7"));
        var ended = workshop.end("a", running);
        assertThat(ended.code()).isEqualTo(7);
        assertThat(ended.signal()).isZero();
    }

    @Test
    void a_signal_ends_it_with_128_and_its_number() throws Exception {
        var running = workshop.start(workshop.shell("a", "exec sleep 100"));
        assertThat(workshop.shim().signal(running.main(), SIGTERM)).isTrue();
        var ended = workshop.end("a", running);
        assertThat(ended.code()).isEqualTo(143);
        assertThat(ended.signal()).isEqualTo(SIGTERM);
    }

    @Test
    void never_signals_a_process_that_took_over_the_pid() throws Exception {
        var running = workshop.start(workshop.shell("a", "exec sleep 100"));
        var other = new ProcessMark(running.main().pid(), running.main().startTime() + 1);
        assertThat(workshop.shim().signal(other, SIGKILL)).isFalse();
        assertThat(running.main().isAlive()).isTrue();
    }

    @Test
    void says_who_runs_before_the_program_does() throws Exception {
        var running =
                workshop.start(workshop.shell("a", "cat " + workshop.state("a").folder() + "/pid"));
        workshop.end("a", running);
        assertThat(workshop.texts("a"))
                .containsExactly(
                        "shim " + running.shim().pid() + " " + running.shim().startTime(),
                        "main " + running.main().pid() + " " + running.main().startTime());
        assertThat(workshop.state("a").processes())
                .contains(new InstanceFolder.Processes(running.shim(), running.main()));
    }

    @Test
    void refuses_a_program_that_is_not_there() throws Exception {
        assertThat(workshop.refusal(workshop.spec("a").command(List.of("no-such-program"))))
                .isEqualTo("starting no-such-program: No such file or directory");
        assertThat(workshop.state("a").processes()).isEmpty();
    }

    @Test
    void refuses_a_working_directory_that_is_not_there() throws Exception {
        assertThat(workshop.refusal(workshop.shell("a", "true").with("cwd", "/no/such/folder")))
                .isEqualTo("entering the working directory /no/such/folder: No such file or directory");
    }

    @Test
    void refuses_a_key_that_it_does_not_know() throws Exception {
        assertThat(workshop.refusal(workshop.shell("a", "true").with("colour", "red")))
                .isEqualTo("the spec has a key that this shim does not know: colour");
    }

    @Test
    void gives_the_service_its_environment_and_nothing_else() throws Exception {
        var running =
                workshop.start(workshop.spec("a").command(List.of("env")).with("env", "COLOR=deep red\nand blue"));
        workshop.end("a", running);
        assertThat(workshop.texts("a"))
                .containsExactly(
                        "HAUBAN_INSTANCE=a",
                        "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                        "COLOR=deep red",
                        "and blue");
    }

    @Test
    void kills_what_a_service_leaves_behind_even_after_setsid() throws Exception {
        var running = workshop.start(
                workshop.shell("stray", "(setsid sh -c 'trap : TERM; sleep 100; sleep 100' &); sleep 100 & exit 0"));
        workshop.end("stray", running);
        assertThat(Workshop.strays("stray")).isEmpty();
    }

    @Test
    void kills_the_whole_tree_when_told_to_end() throws Exception {
        var running = workshop.start(
                workshop.shell("stray", "trap : TERM; (setsid sleep 100 &); while true; do sleep 1; done"));
        workshop.shim().signal(running.shim(), SIGTERM);
        assertThat(workshop.end("stray", running).signal()).isEqualTo(SIGKILL);
        assertThat(Workshop.strays("stray")).isEmpty();
    }

    @Test
    void a_killed_shim_takes_the_service_with_it() throws Exception {
        var running = workshop.start(workshop.shell("a", "exec sleep 100"));
        workshop.shim().signal(running.shim(), SIGKILL);
        Workshop.await("the service's end", () -> !running.main().isAlive());
        assertThat(workshop.state("a").ended()).isEmpty();
    }

    @Test
    void standard_input_is_at_its_end_unless_it_is_to_stay_open() throws Exception {
        workshop.end("a", workshop.start(workshop.shell("a", "cat; echo at its end")));
        assertThat(workshop.texts("a")).containsExactly("at its end");
        var running = workshop.start(
                workshop.shell("b", "echo waits; cat; echo never").with("stdin_open"));
        Workshop.await("the first word", () -> workshop.log("b").toFile().length() > 0);
        assertThat(running.main().isAlive()).isTrue();
        assertThat(workshop.texts("b")).containsExactly("waits");
    }

    @Test
    void gives_a_terminal_to_who_wants_one() throws Exception {
        var running = workshop.start(
                workshop.shell("a", "test -t 0 && test -t 1 && stty size").with("tty"));
        workshop.end("a", running);
        assertThat(workshop.texts("a")).containsExactly("24 80");
    }

    @Test
    void sets_limits_and_what_new_files_may_do() throws Exception {
        var running = workshop.start(workshop.shell("a", "ulimit -n; ulimit -c; umask")
                .with("rlimit", "nofile", "77", "99")
                .with("rlimit", "core", "0", "0")
                .with("umask", "0027"));
        workshop.end("a", running);
        assertThat(workshop.texts("a")).containsExactly("77", "0", "0027");
    }

    @Test
    void an_idle_shim_takes_less_than_a_megabyte() throws Exception {
        var running = workshop.start(workshop.shell("a", "exec sleep 100"));
        String status = Files.readString(Path.of("/proc/" + running.shim().pid() + "/status"));
        long kilobytes = status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        assertThat(kilobytes).isPositive().isLessThan(1024);
    }
}
