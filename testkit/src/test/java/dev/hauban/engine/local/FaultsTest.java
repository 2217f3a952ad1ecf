package dev.hauban.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.local.keep.Started;
import dev.hauban.engine.local.shim.InstanceFolder;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.problem.Severity;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = bench(folder);
    }

    private static Workbench bench(Path folder) throws IOException {
        return new Workbench(folder, Map.of(Ladder.VARIABLE, "3", "PATH", "/usr/bin:/bin"));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        bench.close();
    }

    @Test
    void children_of_a_service_that_dies_end_with_it() throws Exception {
        bench.up(Workbench.shell("web", "(setsid sleep 1000 &); sleep 1001 & sleep 0.3; exit 5"));

        assertThat(bench.exitCode("web")).isEqualTo(5);
        bench.eventually("its children have ended", () -> Tree.count("web-1@", bench) == 0);
    }

    @Test
    void a_service_killed_from_outside_has_exited_with_137() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "exec sleep 1000"));
        long main = bench.instance("web").details().mainProcess().orElseThrow();

        ProcessHandle.of(main).orElseThrow().destroyForcibly();

        assertThat(bench.exitCode("web")).isEqualTo(137);
        bench.done(stack, new Step.Start(Workbench.id("web")));
        assertThat(bench.instance("web").isRunning()).isTrue();
    }

    @Test
    void a_killed_shim_counts_as_a_killed_service_and_nothing_of_it_is_left_at_the_next_start() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "sleep 1000 & echo ready; exec sleep 1001"));
        bench.awaitSaid("web", "ready");
        var processes = new InstanceFolder(bench.local().resolve("instances/web-1"))
                .processes()
                .orElseThrow();

        ProcessHandle.of(processes.shim().pid()).orElseThrow().destroyForcibly();

        assertThat(bench.exitCode("web")).isEqualTo(137);
        Instance.Phase phase = bench.instance("web").phase();
        assertThat(bench.instance("web").phase())
                .as("the same however often one looks")
                .isEqualTo(phase);
        bench.done(stack, new Step.Start(Workbench.id("web")));
        bench.eventually("only the new ones run", () -> Tree.count("web-1@", bench) == 2);
        bench.eventually("it is told in the log", () -> hauban().stream().anyMatch(text -> text.contains("killed")));
    }

    @Test
    void a_recycled_pid_is_never_touched() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "exit 0"));
        bench.exitCode("web");
        Process innocent = new ProcessBuilder("sleep", "1000").start();
        try {
            Path instance = bench.local().resolve("instances/web-1");
            Files.delete(instance.resolve("exit"));
            Files.writeString(
                    instance.resolve("pid"), "shim " + innocent.pid() + " 1\nmain " + innocent.pid() + " 1\n");

            assertThat(bench.instance("web").isRunning()).isFalse();
            bench.done(stack, new Step.Stop(Workbench.id("web"), Duration.ZERO));
            bench.done(stack, new Step.Remove(Workbench.id("web"), true));

            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    @Test
    void a_process_that_has_number_and_start_time_of_one_before_the_reboot_is_never_touched() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "exit 0"));
        bench.exitCode("web");
        Process innocent = new ProcessBuilder("sleep", "1000").start();
        try {
            String own = innocent.pid() + " " + startTime(innocent.pid());
            Path instance = bench.local().resolve("instances/web-1");
            Files.delete(instance.resolve("exit"));
            Files.writeString(instance.resolve("pid"), "shim " + own + "\nmain " + own + "\n");
            Path holder = Files.createDirectories(bench.local().resolve("holder"));
            Files.writeString(holder.resolve("pid"), "shim " + own + "\nmain " + own + "\n");
            Files.writeString(holder.resolve("former"), "holder " + own + "\nend\n");
            Files.writeString(holder.resolve("boot"), "another");
            assertThat(bench.instance("web").isRunning())
                    .as("without a reboot it would be taken for the service")
                    .isTrue();
            Files.writeString(
                    instance.resolve("started"), new Started("another", 1, 1, List.of(), Optional.empty()).text());

            assertThat(bench.instance("web").isRunning()).isFalse();
            bench.done(stack, new Step.Stop(Workbench.id("web"), Duration.ZERO));
            bench.done(stack, new Step.Start(Workbench.id("web")));
            bench.done(stack, new Step.Stop(Workbench.id("web"), Duration.ZERO));
            bench.done(stack, new Step.Remove(Workbench.id("web"), true));
            bench.done(stack, new Step.RemoveNetwork(Workbench.SHOP + "_default"));

            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroyForcibly();
        }
    }

    private static String startTime(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }

    @Test
    void torn_files_block_nothing() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "exec sleep 1000"));
        bench.done(stack, new Step.Stop(Workbench.id("web"), Duration.ofSeconds(5)));
        Path instance = bench.local().resolve("instances/web-1");
        for (String name : List.of("pid", "exit", "started", "inside", "definition")) {
            Files.writeString(instance.resolve(name), "\0\1 tor");
        }
        Files.writeString(bench.local().resolve("addresses"), "block loopb");

        assertThat(bench.engine().check(stack, stack.services().keySet()))
                .anySatisfy(problem -> assertThat(problem.code()).isEqualTo("local.torn-state"))
                .allSatisfy(problem -> assertThat(problem.severity()).isEqualTo(Severity.WARNING));
        bench.up(stack, Workbench.id("web").service());

        assertThat(bench.instance("web").isRunning()).isTrue();
    }

    @Test
    void a_gigabyte_of_output_is_kept_within_its_limits_and_its_end_is_found_at_once() throws Exception {
        bench.up(Workbench.shell(
                "web", "yes 0123456789012345678901234567890123456789 | head -c 1000000000; echo; echo last"));
        bench.eventually("it has ended", () -> !bench.instance("web").isRunning());

        Path logs = bench.local().resolve("logs/web-1");
        long size = 0;
        for (String name : List.of("log", "log.1", "log.2")) {
            size += Files.size(logs.resolve(name));
        }
        assertThat(size).isLessThan(34L << 20);
        assertThat(logs.resolve("log.3")).doesNotExist();
        bench.awaitSaid("web", "last");
        long begun = System.nanoTime();
        assertThat(lines(OptionalInt.of(1))).extracting(LogLine::text).containsExactly("last");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void a_service_that_never_gets_well_tells_what_its_test_says() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "exec sleep 1000").healthCheck("echo no database; exit 1"));

        for (int time = 0; time < 3; time++) {
            assertThat(probe(stack))
                    .isInstanceOfSatisfying(
                            ProbeResult.Failed.class,
                            failed -> assertThat(failed.output()).isEqualTo("no database\n"));
        }
    }

    @Test
    void a_test_that_hangs_is_ended_with_all_it_started() throws Exception {
        Stack stack =
                bench.up(Workbench.shell("web", "exec sleep 1000").healthCheck("echo begun; sleep 1003 & sleep 1004"));

        assertThat(probe(stack))
                .isInstanceOfSatisfying(
                        ProbeResult.TimedOut.class,
                        timedOut -> assertThat(timedOut.output()).contains("begun"));
        bench.eventually("only the service runs", () -> Tree.count("web-1@", bench) == 1);
    }

    @Test
    void a_test_whose_program_is_missing_was_not_run() throws Exception {
        Stack stack = bench.up(Workbench.shell("web", "exec sleep 1000")
                .healthCheck(new dev.hauban.stack.HealthCheck(
                        new dev.hauban.stack.HealthCheck.Test.Command(List.of("no-such-program", "ping")),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        1,
                        Duration.ZERO,
                        Optional.empty())));

        assertThat(probe(stack))
                .isInstanceOfSatisfying(
                        ProbeResult.NotRun.class,
                        notRun -> assertThat(notRun.output()).contains("no-such-program"));
    }

    @Test
    void a_program_that_is_missing_is_a_problem_with_its_place() throws Exception {
        Stack stack =
                Workbench.stack(dev.hauban.testkit.ServiceBuilder.named("web").localCommand("/no/such/program"));
        bench.done(stack, new Step.Create(Workbench.id("web")));

        Outcome outcome = bench.perform(stack, new Step.Start(Workbench.id("web")));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.problem().message()).contains("/no/such/program");
            assertThat(failed.problem().place()).isPresent();
        });
        assertThat(bench.instance("web").isRunning()).isFalse();
    }

    @Test
    void a_user_whom_nobody_knows_is_a_problem_with_its_place() throws Exception {
        Stack stack = Workbench.stack(Workbench.shell("web", "id").user("nobody-of-that-name"));
        bench.done(stack, new Step.Create(Workbench.id("web")));

        assertThat(bench.perform(stack, new Step.Start(Workbench.id("web"))))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.problem().code()).isEqualTo("local.no-such-user");
                    assertThat(failed.problem().place()).isPresent();
                });
    }

    @Test
    void a_full_disk_stops_no_service_and_is_told() throws Exception {
        assumeTrue(Trees.isRoot(), "needs root: a small disk is mounted");
        Path small = Files.createDirectory(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small.toString());
        Workbench full = bench(small);
        try {
            Stack stack = full.up(Workbench.shell(
                    "web",
                    "yes fill | head -c 4000000; echo done > " + folder.resolve("done") + "; sleep 0.5; exit 4"));

            assertThat(full.exitCode("web")).isEqualTo(4);
            assertThat(folder.resolve("done")).exists();
            run("sh", "-c", "cat /dev/zero > " + small.resolve("rest") + " || true");
            assertThat(full.perform(
                            Workbench.stack(Workbench.shell("other", "exit 0")),
                            new Step.Create(Workbench.id("other"))))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.problem().message())
                                    .contains("No space left on device")
                                    .contains(small.toString()));
            assertThat(full.engine().observe(Workbench.SHOP).instances())
                    .as("what is only half made is no service's")
                    .filteredOn(instance -> !instance.hash().isEmpty())
                    .hasSize(1);
            Files.delete(small.resolve("rest"));
            full.done(stack, new Step.Remove(Workbench.id("web"), false));
        } finally {
            full.close();
            run("umount", "-l", small.toString());
        }
    }

    private static void run(String... words) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(words).start().waitFor())
                .as(String.join(" ", words))
                .isZero();
    }

    private ProbeResult probe(Stack stack) throws InterruptedException {
        return ((Outcome.Probed) bench.perform(stack, new Step.Probe(Workbench.id("web")))).result();
    }

    private List<String> hauban() throws IOException, InterruptedException {
        return lines(OptionalInt.empty()).stream()
                .filter(line -> line.source() == LogLine.Source.HAUBAN)
                .map(LogLine::text)
                .toList();
    }

    private List<LogLine> lines(OptionalInt tail) throws IOException, InterruptedException {
        var lines = new ArrayList<LogLine>();
        bench.engine()
                .logs(
                        Workbench.SHOP,
                        new LogQuery(Set.of(), false, tail, Optional.empty(), Optional.empty()),
                        lines::add,
                        () -> true);
        return lines;
    }
}
