package dev.hauban.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.engine.ByHand;
import dev.hauban.engine.Deed;
import dev.hauban.engine.Ended;
import dev.hauban.engine.Engine;
import dev.hauban.engine.Execution;
import dev.hauban.engine.LogLine;
import dev.hauban.engine.LogQuery;
import dev.hauban.engine.Processes;
import dev.hauban.engine.Space;
import dev.hauban.engine.Streams;
import dev.hauban.engine.Usage;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Mount;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every engine promises, as tests. An implementation says how its engine is made and how a service is written
/// that behaves in a certain way; the rest is the same for all.
public abstract class EngineContract {
    private static final Duration GRACE = Duration.ofSeconds(5);
    /// Longer than a test may take.
    private static final Duration LONG_GRACE = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// A way to behave that every engine can be made to run.
    public enum Behavior {
        /// Until it is stopped.
        RUNS,
        /// At once, with exit code 3.
        ENDS_WITH_3,
        /// Only when it is killed.
        IGNORES_STOP,
        /// Writes `one`, `two`, `three`, then runs.
        SPEAKS,
        /// Its health check passes and says `fine`.
        HEALTHY,
        /// Its health check ends with 7 and says `sick`.
        SICK
    }

    /// One engine for one test.
    protected abstract Engine engine();

    /// A service of this behaviour for that engine. [Behavior#HEALTHY] and [Behavior#SICK] have a health check.
    protected abstract ServiceBuilder service(String name, Behavior behavior);

    /// A command that ends with this code inside a service.
    protected abstract List<String> endingWith(int code);

    /// A command inside a service that gives back what it reads, writes `heard` as an error, and ends with 4.
    protected abstract List<String> repeating();

    /// A project of its own for every test: what one leaves must not be seen by another.
    protected abstract ProjectName project();

    /// Everything that a test started is taken away, whatever became of it.
    @AfterEach
    void take_everything_away() throws IOException, InterruptedException {
        for (Instance instance : observed().instances()) {
            Stack stack = Stack.empty(project());
            engine().perform(stack, new Step.Stop(instance.id(), Duration.ZERO), _ -> {});
            engine().perform(stack, new Step.Remove(instance.id(), true), _ -> {});
        }
        for (String network : observed().networks()) {
            engine().perform(Stack.empty(project()), new Step.RemoveNetwork(network), _ -> {});
        }
        for (String volume : observed().volumes()) {
            engine().perform(Stack.empty(project()), new Step.RemoveVolume(volume), _ -> {});
        }
        engine().close();
    }

    @Test
    void sees_nothing_of_a_project_that_nobody_made() throws IOException {
        nothingIsThere();
    }

    @Test
    void an_instance_that_was_made_is_there_and_does_not_run() throws Exception {
        made(Behavior.RUNS);

        Instance instance = instance();
        assertThat(instance.phase()).isEqualTo(new Instance.Phase.Created());
        assertThat(instance.hash()).isEqualTo("hash-1");
        assertThat(instance.details().name()).isEqualTo(project() + "-web-1");
    }

    @Test
    void an_instance_that_was_started_runs() throws Exception {
        started(Behavior.RUNS);

        assertThat(instance().isRunning()).isTrue();
    }

    @Test
    void what_was_done_already_is_done_again_without_harm() throws Exception {
        Stack stack = started(Behavior.RUNS);
        Instance before = instance();

        succeeds(stack, new Step.Prepare(WEB.service()));
        succeeds(stack, new Step.Create(WEB));
        succeeds(stack, new Step.Start(WEB));
        assertThat(instance()).isEqualTo(before);

        for (int time = 0; time < 2; time++) {
            succeeds(stack, new Step.Stop(WEB, GRACE));
            assertThat(instance().phase()).isInstanceOf(Instance.Phase.Exited.class);
        }
        for (int time = 0; time < 2; time++) {
            succeeds(stack, new Step.Remove(WEB, false));
            assertThat(observed().instances()).isEmpty();
        }
    }

    @Test
    void starts_again_what_has_ended() throws Exception {
        Stack stack = started(Behavior.RUNS);
        succeeds(stack, new Step.Stop(WEB, GRACE));

        succeeds(stack, new Step.Start(WEB));

        assertThat(instance().isRunning()).isTrue();
    }

    @Test
    void whoever_waits_is_told_how_an_instance_ended_that_was_killed_by_hand() throws Exception {
        started(Behavior.RUNS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> engine().byHand().awaitEnd(project(), WEB));
            engine().byHand().carryOut(project(), WEB, new Deed.Kill("SIGKILL"));

            Ended ended = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(ended.code()).isEqualTo(137);
            assertThat(ended.id()).isNotBlank();
        }
        assertThat(engine().byHand().awaitEnd(project(), WEB).code())
                .as("one that has ended already")
                .isEqualTo(137);
    }

    @Test
    void sends_no_signal_to_what_does_not_run() throws Exception {
        made(Behavior.RUNS);

        assertThatThrownBy(() -> engine().byHand().carryOut(project(), WEB, new Deed.Kill("HUP")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("web-1");
    }

    @Test
    void tells_what_runs_inside_an_instance_and_what_it_takes() throws Exception {
        Stack stack = started(Behavior.RUNS);
        ByHand byHand = engine().byHand();

        Processes inside = byHand.processes(project(), WEB);
        assertThat(inside.titles()).contains("PID", "CMD");
        assertThat(inside.rows()).isNotEmpty();
        Usage usage = byHand.usage(project(), WEB);
        assertThat(usage.processes()).isPositive();
        assertThat(usage.memory().used()).isPositive();
        assertThat(usage.processor()).isNotNegative();

        succeeds(stack, new Step.Stop(WEB, GRACE));
        assertThat(byHand.usage(project(), WEB))
                .isEqualTo(Usage.none(byHand.usage(project(), WEB).id()));
        assertThatThrownBy(() -> byHand.processes(project(), WEB)).isInstanceOf(ProblemException.class);
    }

    @Test
    void tells_how_much_room_a_project_takes() throws Exception {
        assertThat(engine().byHand().spaces(project())).isEmpty();
        started(Behavior.RUNS);

        assertThat(engine().byHand().spaces(project()))
                .filteredOn(space -> space.kind() == Space.Kind.INSTANCE)
                .singleElement()
                .satisfies(space -> assertThat(space.name()).endsWith("web-1"))
                .satisfies(space -> assertThat(space.bytes()).isPresent());
    }

    /// Which of the two it is, is the engine's; half of it is not.
    @Test
    void pauses_an_instance_twice_without_harm_or_refuses_it_with_a_way_out() throws Exception {
        started(Behavior.RUNS);
        ByHand byHand = engine().byHand();
        try {
            byHand.carryOut(project(), WEB, new Deed.Pause());
        } catch (ProblemException refused) {
            Problem problem = refused.problems().getFirst();
            assertThat(problem.code()).isEqualTo("engine.not-by-hand");
            assertThat(problem.message()).contains(byHand.engine());
            assertThat(problem.remedy()).isPresent();
            assertThat(instance().isRunning()).isTrue();
            return;
        }
        byHand.carryOut(project(), WEB, new Deed.Pause());
        assertThat(instance().phase()).isInstanceOf(Instance.Phase.Paused.class);
        for (int time = 0; time < 2; time++) {
            byHand.carryOut(project(), WEB, new Deed.Unpause());
            assertThat(instance().isRunning()).isTrue();
        }
    }

    @Test
    void puts_another_in_the_place_of_one_that_runs() throws Exception {
        Stack stack = started(Behavior.RUNS);
        Instance before = instance();

        succeeds(stack, new Step.Recreate(WEB, false, Duration.ZERO));

        assertThat(observed().instances()).hasSize(1);
        assertThat(instance().phase()).isEqualTo(new Instance.Phase.Created());
        assertThat(instance().details().name()).isEqualTo(before.details().name());
    }

    @Test
    void tells_with_which_code_an_instance_ended() throws Exception {
        started(Behavior.ENDS_WITH_3);

        eventually("it has ended", () -> !runs());
        assertThat(instance().phase()).isInstanceOfSatisfying(Instance.Phase.Exited.class, exited -> {
            assertThat(exited.code()).isEqualTo(3);
            assertThat(exited.at()).isAfterOrEqualTo(exited.since());
        });
    }

    @Test
    void kills_what_ignores_the_stop_signal_when_its_grace_is_over() throws Exception {
        Stack stack = started(Behavior.IGNORES_STOP);
        eventually("it is ready to ignore", () -> !said().isEmpty());

        succeeds(stack, new Step.Stop(WEB, Duration.ofMillis(300)));

        assertThat(instance().phase())
                .isInstanceOfSatisfying(
                        Instance.Phase.Exited.class,
                        exited -> assertThat(exited.code()).isEqualTo(137));
    }

    @Test
    void a_stop_that_is_given_up_leaves_what_a_kill_then_ends_at_once() throws Exception {
        Stack stack = started(Behavior.IGNORES_STOP);
        eventually("it is ready to ignore", () -> !said().isEmpty());
        Thread patient = Thread.ofVirtual().start(() -> performQuietly(stack, new Step.Stop(WEB, LONG_GRACE)));
        patient.interrupt();
        assertThat(patient.join(PATIENCE)).as("an interrupt ends a step soon").isTrue();
        assertThat(runs()).isTrue();

        long begun = System.nanoTime();
        succeeds(stack, new Step.Stop(WEB, Duration.ZERO));

        assertThat(runs()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG_GRACE);
    }

    @Test
    void a_start_of_what_nobody_made_fails_with_a_problem() throws Exception {
        Stack stack = stack(Behavior.RUNS);

        assertThat(engine().perform(stack, new Step.Start(WEB), _ -> {})).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void stopping_and_removing_what_is_not_there_is_done_already() throws Exception {
        Stack stack = stack(Behavior.RUNS);

        succeeds(stack, new Step.Stop(WEB, GRACE));
        succeeds(stack, new Step.Remove(WEB, true));
        succeeds(stack, new Step.RemoveNetwork(project() + "_default"));
        succeeds(stack, new Step.RemoveVolume(project() + "_data"));
    }

    @Test
    void networks_and_volumes_come_and_go() throws Exception {
        Stack stack = ServiceBuilder.stack(
                project().text(),
                service("web", Behavior.RUNS)
                        .mount(new Mount.Named("data", "/data", false, Optional.empty()))
                        .build());

        for (int time = 0; time < 2; time++) {
            succeeds(stack, new Step.CreateNetwork("default"));
            succeeds(stack, new Step.CreateVolume("data"));
        }
        assertThat(observed().networks()).containsExactly(project() + "_default");
        assertThat(observed().volumes()).containsExactly(project() + "_data");

        succeeds(stack, new Step.RemoveNetwork(project() + "_default"));
        succeeds(stack, new Step.RemoveVolume(project() + "_data"));
        nothingIsThere();
    }

    @Test
    void sees_instances_of_services_that_the_stack_no_longer_has() throws Exception {
        started(Behavior.RUNS);
        Stack without = Stack.empty(project());

        assertThat(observed().instances()).extracting(Instance::id).containsExactly(WEB);
        succeeds(without, new Step.Stop(WEB, GRACE));
        succeeds(without, new Step.Remove(WEB, true));
        assertThat(observed().instances()).isEmpty();
    }

    @Test
    void tells_when_an_instance_ends_by_itself() throws Exception {
        Stack stack = made(Behavior.ENDS_WITH_3);
        var changed = new CountDownLatch(1);
        try (var _ = engine().watch(project(), changed::countDown)) {
            succeeds(stack, new Step.Start(WEB));

            assertThat(changed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        }
        eventually("it has ended", () -> !runs());
    }

    @Test
    void gives_what_an_instance_wrote_in_its_order() throws Exception {
        started(Behavior.SPEAKS);
        eventually("it has spoken", () -> said().size() >= 3);

        assertThat(said()).containsExactly("one", "two", "three");
        assertThat(lines(new LogQuery(Set.of(), false, OptionalInt.of(2), Optional.empty(), Optional.empty())))
                .extracting(LogLine::text)
                .containsExactly("two", "three");
        assertThat(lines(new LogQuery(
                        Set.of(new ServiceName("other")),
                        false,
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
    }

    @Test
    void gives_lines_of_a_span_of_time() throws Exception {
        started(Behavior.SPEAKS);
        eventually("it has spoken", () -> said().size() >= 3);
        Instant last = lines(everything()).getLast().at();

        assertThat(lines(new LogQuery(
                        Set.of(), false, OptionalInt.empty(), Optional.of(last.plusNanos(1)), Optional.empty())))
                .isEmpty();
        assertThat(lines(new LogQuery(
                        Set.of(), false, OptionalInt.empty(), Optional.empty(), Optional.of(last.plusNanos(1)))))
                .hasSize(3);
    }

    @Test
    void follows_until_it_is_told_to_end() throws Exception {
        Stack stack = made(Behavior.SPEAKS);
        List<String> heard = new ArrayList<>();
        Thread starter = Thread.ofVirtual().start(() -> performQuietly(stack, new Step.Start(WEB)));
        long limit = System.nanoTime() + PATIENCE.toNanos();

        engine().logs(
                        project(),
                        new LogQuery(Set.of(), true, OptionalInt.empty(), Optional.empty(), Optional.empty()),
                        line -> heard.add(line.text()),
                        () -> heard.size() < 3 && System.nanoTime() < limit);

        starter.join();
        assertThat(heard).containsExactly("one", "two", "three");
    }

    @Test
    void runs_a_command_inside_and_passes_its_exit_code_on() throws Exception {
        started(Behavior.RUNS);

        int code = engine().execute(
                        project(),
                        WEB,
                        new Execution(endingWith(9), Map.of(), Optional.empty(), Optional.empty(), false));

        assertThat(code).isEqualTo(9);
    }

    @Test
    void gives_a_command_what_it_reads_and_keeps_apart_what_it_writes() throws Exception {
        started(Behavior.RUNS);
        byte[] given = new byte[300_000];
        for (int at = 0; at < given.length; at++) {
            given[at] = (byte) (at * 31 + at / 251);
        }
        var output = new ByteArrayOutputStream();
        var error = new ByteArrayOutputStream();

        int code = engine().execute(
                        project(),
                        WEB,
                        plain(repeating()),
                        new Streams(new ByteArrayInputStream(given), output, error));

        assertThat(code).isEqualTo(4);
        assertThat(output.toByteArray()).isEqualTo(given);
        assertThat(error.toString(StandardCharsets.UTF_8)).isEqualTo("heard\n");
    }

    /// The command takes the half for the whole, and may end well.
    @Test
    void an_input_that_breaks_off_is_no_end_of_it() throws Exception {
        started(Behavior.RUNS);
        var broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("bad block");
                }
                return 'x';
            }
        };

        assertThatThrownBy(() -> engine().execute(
                                project(),
                                WEB,
                                plain(repeating()),
                                new Streams(broken, OutputStream.nullOutputStream(), OutputStream.nullOutputStream())))
                .isInstanceOf(IOException.class)
                .hasMessage("bad block");
    }

    @Test
    void what_nobody_can_take_ends_a_command() throws Exception {
        started(Behavior.RUNS);
        assertThatThrownBy(() -> repeatInto(new OutputStream() {
                    @Override
                    public void write(int one) throws IOException {
                        throw new IOException("disk full");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThatThrownBy(() -> repeatInto(new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new ProblemException(Problem.error("test.full", Actor.MACHINE, "no room"));
                    }
                }))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no room");
    }

    /// More than any pipe holds.
    private void repeatInto(OutputStream output) throws IOException, InterruptedException {
        var input = new ByteArrayInputStream(new byte[1_000_000]);
        engine().execute(
                        project(),
                        WEB,
                        plain(repeating()),
                        new Streams(input, output, OutputStream.nullOutputStream()));
    }

    private static Execution plain(List<String> command) {
        return new Execution(command, Map.of(), Optional.empty(), Optional.empty(), false);
    }

    @Test
    void a_probe_tells_how_the_test_ended_and_what_it_said() throws Exception {
        Stack well = started(Behavior.HEALTHY);
        assertThat(probe(well))
                .isInstanceOfSatisfying(
                        ProbeResult.Passed.class,
                        passed -> assertThat(passed.output()).contains("fine"));
    }

    @Test
    void a_failing_probe_tells_its_code() throws Exception {
        Stack sick = started(Behavior.SICK);
        assertThat(probe(sick)).isInstanceOfSatisfying(ProbeResult.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(7);
            assertThat(failed.output()).contains("sick");
        });
    }

    @Test
    void a_probe_of_what_does_not_run_or_has_no_test_is_not_run() throws Exception {
        assertThat(probe(made(Behavior.HEALTHY))).isInstanceOf(ProbeResult.NotRun.class);
        assertThat(probe(stack(Behavior.RUNS))).isInstanceOf(ProbeResult.NotRun.class);
    }

    @Test
    void finds_nothing_wrong_with_a_stack_that_can_run_and_changes_nothing_by_looking() throws Exception {
        Stack stack = stack(Behavior.RUNS);

        assertThat(engine().check(stack, stack.services().keySet())).isEmpty();
        nothingIsThere();
    }

    @Test
    void says_something_of_itself() throws Exception {
        assertThat(engine().describe(stack(Behavior.RUNS))).isNotEmpty();
        assertThat(engine().name()).isNotBlank();
    }

    // ----

    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);

    private Stack stack(Behavior behavior) {
        return ServiceBuilder.stack(project().text(), service("web", behavior).build());
    }

    private Stack made(Behavior behavior) throws InterruptedException {
        Stack stack = stack(behavior);
        succeeds(stack, new Step.Prepare(WEB.service()));
        succeeds(stack, new Step.CreateNetwork("default"));
        succeeds(stack, new Step.Create(WEB));
        return stack;
    }

    private Stack started(Behavior behavior) throws InterruptedException {
        Stack stack = made(behavior);
        succeeds(stack, new Step.Start(WEB));
        return stack;
    }

    private void succeeds(Stack stack, Step step) throws InterruptedException {
        assertThat(engine().perform(stack, step, _ -> {})).as(step.toString()).isEqualTo(new Outcome.Succeeded());
    }

    private void performQuietly(Stack stack, Step step) {
        try {
            succeeds(stack, step);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private ProbeResult probe(Stack stack) throws InterruptedException {
        Outcome outcome = engine().perform(stack, new Step.Probe(WEB), _ -> {});
        assertThat(outcome).isInstanceOf(Outcome.Probed.class);
        return ((Outcome.Probed) outcome).result();
    }

    private Observed observed() throws IOException {
        return engine().observe(project());
    }

    private void nothingIsThere() throws IOException {
        assertThat(observed().instances()).isEmpty();
        assertThat(observed().networks()).isEmpty();
        assertThat(observed().volumes()).isEmpty();
    }

    private Instance instance() throws IOException {
        return observed().instance(WEB).orElseThrow();
    }

    private boolean runs() throws IOException {
        return instance().isRunning();
    }

    private List<String> said() throws IOException, InterruptedException {
        return lines(everything()).stream().map(LogLine::text).toList();
    }

    private static LogQuery everything() {
        return new LogQuery(Set.of(), false, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    private List<LogLine> lines(LogQuery query) throws IOException, InterruptedException {
        List<LogLine> lines = new ArrayList<>();
        BooleanSupplier goOn = () -> true;
        engine().logs(project(), query, lines::add, goOn);
        return lines;
    }

    /// Something that may fail in the usual ways while it is asked.
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void eventually(String what, Condition condition) throws IOException, InterruptedException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime())
                    .as("not within " + PATIENCE + ": " + what)
                    .isLessThan(limit);
            Thread.sleep(5);
        }
    }
}
