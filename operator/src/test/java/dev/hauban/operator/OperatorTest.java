package dev.hauban.operator;

import static dev.hauban.operator.OperatorHouse.down;
import static dev.hauban.operator.OperatorHouse.eventually;
import static dev.hauban.operator.OperatorHouse.settled;
import static dev.hauban.operator.OperatorHouse.up;
import static dev.hauban.testkit.ServiceBuilder.named;
import static dev.hauban.testkit.ServiceBuilder.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.api.OperatorPlaces;
import dev.hauban.api.OperatorStatus;
import dev.hauban.api.Project;
import dev.hauban.api.ProjectRegister;
import dev.hauban.engine.AskersVariables;
import dev.hauban.engine.StateFolder;
import dev.hauban.event.Event;
import dev.hauban.journal.RememberedHealth;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.ProbeResult;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeBehavior;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OperatorTest {
    private static final ProjectName SHOP = new ProjectName("shop");
    private static final InstanceId DATABASE = new InstanceId(new ServiceName("database"), 1);
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);

    private final FakeEngine engine = new FakeEngine(InstantSource.system());
    private final AtomicBoolean isHealthy = new AtomicBoolean(true);

    @TempDir
    private Path folder;

    private OperatorHouse house;

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectory(folder.resolve("project"));
        house = new OperatorHouse(folder);
        engine.behave("database", FakeBehavior.runs().probedBy(this::probe));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ProbeResult probe() {
        return isHealthy.get()
                ? new ProbeResult.Passed(Duration.ofMillis(1), "accepts connections")
                : new ProbeResult.Failed(Duration.ofMillis(1), 2, "no response");
    }

    private static Stack shop() {
        return stack(
                "shop",
                named("database")
                        .healthCheck("pg_isready")
                        .restart(new RestartPolicy.Always())
                        .build(),
                named("web").dependsOn("database", Dependency.Condition.HEALTHY).build());
    }

    @Test
    void brings_up_in_the_order_of_dependencies_and_tells_until_it_is_so() throws Exception {
        house.start(engine);

        List<Event> events = house.up(shop());

        assertThat(settled(events).asAsked()).isTrue();
        assertThat(events.getFirst()).isInstanceOf(Event.Asked.class);
        assertThat(started()).containsExactly(DATABASE, WEB);
        assertThat(begun(events)).contains(new Step.CreateNetwork("default"), new Step.Start(WEB));
        assertThat(events)
                .anyMatch(event -> event instanceof Event.HealthChanged changed && changed.health() == Health.HEALTHY);
        Instance database = engine.instance(SHOP, DATABASE);
        assertThat(RememberedHealth.read(house.state(shop())).of(database))
                .map(RememberedHealth.State::health)
                .contains(Health.HEALTHY);
    }

    @Test
    void takes_down_and_forgets_the_project() throws Exception {
        house.start(engine);
        house.up(shop());

        List<Event> events = house.apply(shop(), down());

        assertThat(settled(events).asAsked()).isTrue();
        assertThat(engine.observe(SHOP)).isEqualTo(Observed.nothing());
        assertThat(begun(events)).containsSubsequence(new Step.Stop(WEB, Duration.ofSeconds(10)));
        assertThat(house.door().status().orElseThrow().projects()).allMatch(project -> project.wantedRunning() == 0);
    }

    @Test
    void nothing_is_done_when_all_is_as_asked() throws Exception {
        house.start(engine);
        house.up(shop());
        int before = changing().size();

        assertThat(settled(house.up(shop())).asAsked()).isTrue();
        assertThat(changing()).hasSize(before);
    }

    @Test
    void restarts_what_ends_by_itself_and_tells_those_who_watch() throws Exception {
        house.start(engine);
        house.up(shop());
        List<Event> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var watching = threads.submit(() -> house.door().watch(SHOP, seen::add));
            // Whether the watcher is there can only be seen by what it is told.
            eventually("somebody watches", () -> {
                askForNothing();
                return seen.stream().anyMatch(Event.Asked.class::isInstance);
            });

            engine.exit(SHOP, DATABASE, 1);

            eventually(
                    "it is told",
                    () -> seen.stream()
                            .anyMatch(event -> event instanceof Event.InstanceExited(var _, var instance, int code)
                                    && instance.equals(DATABASE)
                                    && code == 1));
            eventually("it runs again", () -> engine.instance(SHOP, DATABASE).isRunning());
            assertThat(started()).containsExactly(DATABASE, WEB, DATABASE);
            watching.cancel(true);
        }
    }

    private void askForNothing() {
        try {
            house.apply(shop(), new Request.Start(List.of(new ServiceName("web"))));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void what_was_stopped_by_hand_stays_stopped_under_the_next_operator_too() throws Exception {
        house.start(engine).close();
        house.start(engine);
        house.up(shop());
        house.apply(shop(), new Request.Stop(List.of(new ServiceName("database")), Optional.empty()));
        assertThat(house.door().quit()).isTrue();

        house.start(engine);
        List<Event> events = house.apply(shop(), new Request.Start(List.of(new ServiceName("web"))));

        assertThat(settled(events).asAsked()).isTrue();
        assertThat(engine.instance(SHOP, DATABASE).isRunning()).isFalse();
    }

    @Test
    void ends_when_asked_and_leaves_the_services_and_the_next_one_goes_on() throws Exception {
        house.start(engine);
        house.up(shop());

        assertThat(house.door().quit()).isTrue();

        assertThat(house.door().status()).isEmpty();
        assertThat(house.door().quit()).isFalse();
        assertThat(engine.instance(SHOP, WEB).isRunning()).isTrue();
        engine.exit(SHOP, DATABASE, 137);
        house.start(engine);
        eventually(
                "what ended meanwhile runs again",
                () -> engine.instance(SHOP, DATABASE).isRunning());
        assertThat(Files.readString(house.state(shop()).file("journal")))
                .as("its exit code was learned")
                .contains("\"instance-exited\"")
                .contains("\"code\":137");
    }

    @Test
    void after_a_reboot_everything_comes_back_in_order() throws Exception {
        house.start(engine);
        house.up(shop());
        house.door().quit();
        var rebooted = new FakeEngine(InstantSource.system());

        house.start(rebooted);

        eventually(
                "all runs",
                () -> rebooted.observe(SHOP).instances().stream()
                                .filter(Instance::isRunning)
                                .count()
                        == 2);
        assertThat(rebooted.performed().stream().filter(Step.Start.class::isInstance))
                .containsExactly(new Step.Start(DATABASE), new Step.Start(WEB));
    }

    @Test
    void a_reboot_brings_back_what_the_restart_policies_promise_and_nothing_else() throws Exception {
        Map<String, RestartPolicy> policies = Map.of(
                "always", new RestartPolicy.Always(),
                "unless", new RestartPolicy.UnlessStopped(),
                "never", new RestartPolicy.Never(),
                "failing", new RestartPolicy.OnFailure(OptionalInt.empty()),
                "stopped-always", new RestartPolicy.Always(),
                "stopped-unless", new RestartPolicy.UnlessStopped());
        Stack stack = stack(
                "shop",
                policies.entrySet().stream()
                        .map(entry ->
                                named(entry.getKey()).restart(entry.getValue()).build())
                        .toArray(Service[]::new));
        house.start(engine);
        house.apply(stack, new Request.Up(List.of(), Request.UpOptions.plain()));
        house.apply(
                stack,
                new Request.Stop(
                        List.of(new ServiceName("stopped-always"), new ServiceName("stopped-unless")),
                        Optional.empty()));
        // Asked again at the end of the machine's life: nothing had to be done.
        house.apply(stack, new Request.Up(List.of(new ServiceName("never")), Request.UpOptions.plain()));
        house.door().quit();
        policies.keySet().forEach(name -> engine.exit(SHOP, new InstanceId(new ServiceName(name), 1), 137));

        house.start(engine);
        eventually(
                "in the same boot it is a crash like any other", () -> running().contains("always"));
        assertThat(running()).doesNotContain("stopped-always");
        house.door().quit();
        policies.keySet().forEach(name -> engine.exit(SHOP, new InstanceId(new ServiceName(name), 1), 137));
        house.reboot();
        house.start(engine);

        eventually(
                "what is promised runs",
                () -> running().equals(Set.of("always", "unless", "failing", "stopped-always")));
        house.door().quit();
        house.start(engine);
        house.apply(stack, new Request.Stop(List.of(new ServiceName("always")), Optional.empty()));
        assertThat(running()).as("a reboot counts once").doesNotContain("always");
    }

    private Set<String> running() {
        return engine.observe(SHOP).instances().stream()
                .filter(Instance::isRunning)
                .map(instance -> instance.id().service().text())
                .collect(java.util.stream.Collectors.toSet());
    }

    @Test
    void two_operators_never_keep_one_project_at_the_same_time() throws Exception {
        Operator first = house.start(engine);
        house.up(shop());

        house.startElsewhere(engine);
        Event.Settled refused = settled(house.applyElsewhere(shop(), OperatorHouse.up()));
        assertThat(refused.asAsked()).isFalse();
        assertThat(refused.problems()).extracting(Problem::code).containsExactly("operator.project-kept");

        first.close();
        OperatorHouse.eventually("the second keeps it when the first has let go", this::isKeptElsewhere);
    }

    private boolean isKeptElsewhere() {
        try {
            return settled(house.applyElsewhere(shop(), OperatorHouse.up())).asAsked();
        } catch (InterruptedException hurried) {
            throw new AssertionError(hurried);
        }
    }

    @Test
    void two_who_ask_at_once_both_get_what_they_asked_for() throws Exception {
        house.start(engine);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> house.up(shop(), "database"));
            var second = threads.submit(() -> house.up(shop()));
            assertThat(settled(first.get()).asAsked()).isTrue();
            assertThat(settled(second.get()).asAsked()).isTrue();
        }

        assertThat(started()).as("nothing is doubled").containsExactly(DATABASE, WEB);
    }

    @Test
    void who_waits_is_told_when_another_wants_the_contrary() throws Exception {
        isHealthy.set(false);
        house.start(engine);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> house.up(shop()));
            eventually("the database starts", () -> started().contains(DATABASE));

            assertThat(settled(house.apply(shop(), down())).asAsked()).isTrue();

            Event.Settled settled = settled(waiting.get());
            assertThat(settled.asAsked()).isFalse();
            assertThat(settled.problems()).extracting(Problem::code).containsExactly("operator.overtaken");
        }
    }

    @Test
    void a_kill_does_not_wait_for_the_end_of_a_patient_stop() throws Exception {
        engine.behave("deaf", FakeBehavior.runs().ignoringStopSignal());
        house.start(engine);
        Stack deaf = stack("shop", named("deaf").build());
        house.up(deaf);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patient = new Request.Stop(List.of(), Optional.of(Duration.ofHours(1)));
            var stopping = threads.submit(() -> house.apply(deaf, patient));
            eventually("it is being stopped", () -> engine.performed().stream().anyMatch(Step.Stop.class::isInstance));

            Request kill = new Request.Stop(List.of(), Optional.of(Duration.ZERO));
            assertThat(settled(house.apply(deaf, kill)).asAsked()).isTrue();

            assertThat(settled(stopping.get()).asAsked())
                    .as("who asked for the stop has it, too")
                    .isTrue();
        }
        assertThat(engine.observe(SHOP).instances())
                .singleElement()
                .matches(instance -> instance.phase() instanceof Instance.Phase.Exited);
    }

    @Test
    void one_part_of_a_project_is_not_blamed_for_another() throws Exception {
        engine.behave("broken", FakeBehavior.ends(3));
        house.start(engine);
        Stack broken = stack("shop", named("broken").build());
        assertThat(settled(house.up(broken)).problems())
                .extracting(Problem::code)
                .containsExactly("plan.service-ended");

        assertThat(settled(house.up(shop())).asAsked()).isTrue();
    }

    @Test
    void nothing_starts_when_the_engine_foresees_an_error() throws Exception {
        var taken = Problem.error("fake.port-taken", Actor.MACHINE, "port 80 is taken");
        engine.checksWith(List.of(Problem.degraded("fake.no-limits", "limits are not kept"), taken));
        house.start(engine);

        Event.Settled settled = settled(house.up(shop()));

        assertThat(settled.asAsked()).isFalse();
        assertThat(settled.problems()).first().isEqualTo(taken);
        assertThat(engine.performed()).isEmpty();
    }

    @Test
    void what_the_engine_cannot_do_is_told_once_for_each_up_that_starts_something() throws Exception {
        var degraded = Problem.degraded("fake.no-limits", "limits are not kept");
        engine.checksWith(List.of(degraded));
        house.start(engine);

        assertThat(troubles(house.up(shop()))).containsExactly(degraded);
        assertThat(troubles(house.up(shop()))).isEmpty();
    }

    @Test
    void a_step_that_fails_is_told_with_its_problem() throws Exception {
        var problem = Problem.error("fake.no-image", Actor.OUTSIDE, "there is no such image");
        engine.failNext(new Step.Prepare(DATABASE.service()), new Outcome.Failed(problem, false));
        house.start(engine);

        Event.Settled settled = settled(house.up(shop()));

        assertThat(settled.asAsked()).isFalse();
        assertThat(settled.problems()).contains(problem);
        assertThat(settled(house.up(shop())).asAsked())
                .as("asked again, it is tried again")
                .isTrue();
    }

    @Test
    void a_defect_in_an_engine_is_a_problem_and_ends_nothing_else() throws Exception {
        house.start(new SharedEngine(engine) {
            @Override
            public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
                if (step.equals(new Step.Create(WEB))) {
                    throw new IllegalStateException("a bug");
                }
                return super.perform(stack, step, progress);
            }
        });

        Event.Settled settled = settled(house.up(shop()));

        assertThat(settled.problems()).extracting(Problem::code).containsExactly("operator.defect");
        assertThat(engine.instance(SHOP, DATABASE).isRunning()).isTrue();
        assertThat(house.log()).contains("a bug");
    }

    @Test
    void a_service_that_the_files_do_not_have_is_refused() throws Exception {
        house.start(engine);

        assertThat(settled(house.up(shop(), "wbe")).problems())
                .extracting(Problem::code)
                .containsExactly("operator.no-such-service");
    }

    @Test
    void a_project_keeps_its_engine_until_it_is_taken_down() throws Exception {
        house.start(engine);
        house.up(shop());
        var elsewhere = new Project(SHOP, house.project(shop()).state(), "other");

        Event.Settled refused = house.door().apply(elsewhere, shop(), up(), _ -> {});

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("operator.other-engine");
        house.apply(shop(), down());
        eventually("it may move", () -> settles(elsewhere));
    }

    private boolean settles(Project project) {
        try {
            return house.door().apply(project, shop(), up(), _ -> {}).asAsked();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void a_broken_state_file_blocks_no_command() throws Exception {
        house.start(engine);
        house.up(shop());
        house.door().quit();
        StateFolder state = house.state(shop());
        state.write("wanted.json", "{\"stack\":\"sta");
        state.write("memory.json", "");
        Files.write(state.file("journal"), new byte[] {'0', '0', 1});
        Files.writeString(house.places().register(), "{");
        house.start(engine);

        List<Event> events = house.up(shop());

        assertThat(settled(events).asAsked()).isTrue();
        assertThat(started()).as("what ran is adopted").containsExactly(DATABASE, WEB);
        assertThat(house.log()).contains("is set aside").contains("half-written");
    }

    @Test
    void a_project_that_was_taken_away_and_fetched_anew_is_kept_anew() throws Exception {
        house.start(engine);
        house.up(shop());
        house.apply(shop(), down());
        house.takeAway(house.state(shop()));

        assertThat(settled(house.up(shop())).asAsked()).isTrue();

        assertThat(house.state(shop()).file("wanted.json")).exists();
        assertThat(house.state(shop()).file("journal")).exists();
    }

    @Test
    void a_project_that_was_taken_away_while_it_runs_is_not_made_again_in_its_place() throws Exception {
        house.start(engine);
        house.up(shop());
        house.takeAway(house.state(shop()));

        eventually("it is let go", () -> house.log().contains("it is forgotten"));

        engine.exit(SHOP, DATABASE, 1);
        eventually("nothing is left", () -> projects().isEmpty());
        assertThat(engine.instance(SHOP, DATABASE).isRunning()).isFalse();
        assertThat(house.state(shop()).path()).doesNotExist();
    }

    @Test
    void who_asks_in_other_surroundings_gets_an_engine_that_knows_them_and_what_runs_goes_on() throws Exception {
        house.start(engine);
        AskersVariables.of(Map.of("PATH", "/one")).keep(house.state(shop()));
        house.up(shop());
        house.up(shop());
        assertThat(house.opened()).isEqualTo(1);

        AskersVariables.of(Map.of("PATH", "/two")).keep(house.state(shop()));
        assertThat(settled(house.up(shop())).asAsked()).isTrue();

        assertThat(house.opened()).isEqualTo(2);
        assertThat(started()).containsExactly(DATABASE, WEB);
    }

    private List<OperatorStatus.Supervised> projects() {
        try {
            return house.door().status().orElseThrow().projects();
        } catch (InterruptedException ended) {
            throw new AssertionError(ended);
        }
    }

    @Test
    void on_a_full_disk_requests_are_refused_and_supervision_goes_on() throws Exception {
        house.start(engine);
        house.up(shop());
        house.door().quit();
        Files.delete(house.state(shop()).file("journal"));
        Files.createSymbolicLink(house.state(shop()).file("journal"), Path.of("/dev/full"));
        house.start(engine);

        Event.Settled refused = settled(house.up(shop()));

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("journal.not-written");
        engine.exit(SHOP, DATABASE, 1);
        eventually("it runs again", () -> engine.instance(SHOP, DATABASE).isRunning());
        Files.delete(house.state(shop()).file("journal"));
    }

    @Test
    void an_up_whose_client_goes_is_finished() throws Exception {
        isHealthy.set(false);
        house.start(engine);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var client = threads.submit(() -> house.up(shop()));
            eventually("the database starts", () -> started().contains(DATABASE));
            client.cancel(true);
        }

        isHealthy.set(true);

        eventually("the rest follows", () -> started().contains(WEB));
    }

    @Test
    void ends_when_there_is_nothing_to_look_after_and_not_before() throws Exception {
        Operator operator = house.start(engine, Duration.ofSeconds(1));
        house.up(shop());
        // As long as something runs, no wait is long enough; this one is longer than the limit.
        assertThat(ended(operator, Duration.ofMillis(1500))).isFalse();

        house.apply(shop(), new Request.Stop(List.of(), Optional.empty()));

        assertThat(ended(operator, Duration.ofSeconds(10))).isTrue();
        assertThat(house.places().socket()).doesNotExist();
        assertThat(ProjectRegister.read(house.places()).projects())
                .as("a project that was stopped is not forgotten")
                .hasSize(1);
    }

    private static boolean ended(Operator operator, Duration limit) throws InterruptedException {
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                operator.await();
            } catch (InterruptedException noMore) {
                Thread.currentThread().interrupt();
            }
        });
        boolean hasEnded = waiting.join(limit);
        waiting.interrupt();
        return hasEnded;
    }

    @Test
    void only_one_operator_is_there() throws Exception {
        house.start(engine);

        assertThat(house.door().status().orElseThrow().process())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(Files.readString(house.places().lock()))
                .contains("process " + ProcessHandle.current().pid());
    }

    @Test
    void the_socket_is_its_owners_alone_and_made_again_when_it_is_swept_away() throws Exception {
        house.start(engine);

        assertThat(permissions(house.places().socket())).isEqualTo("rw-------");
        assertThat(permissions(house.places().runtime())).isEqualTo("rwx------");
        Files.delete(house.places().socket());
        eventually("it listens again", () -> Files.exists(house.places().socket()));
        assertThat(house.door().status()).isPresent();
    }

    @Test
    void who_has_no_folder_for_sockets_finds_the_operator_by_its_lock() throws Exception {
        house.start(engine);
        var fromCron =
                new OperatorPlaces(folder.resolve("state"), house.places().state());

        assertThat(house.door(fromCron).status()).isPresent();
    }

    @Test
    void the_next_operator_finds_all_projects() throws Exception {
        house.start(engine);
        house.up(shop());
        house.up(stack("blog", named("blog").build()));
        house.door().quit();

        assertThat(ProjectRegister.read(house.places()).projects())
                .extracting(Project::name)
                .containsExactly(new ProjectName("blog"), SHOP);
        house.start(engine);
        assertThat(house.door().status().orElseThrow().projects()).hasSize(2);
    }

    @Test
    void a_folder_of_somebody_else_is_not_used() throws Exception {
        Path foreign = Path.of("/proc/self/fdinfo").getParent().getParent();
        assertThatThrownBy(() -> dev.hauban.api.PrivateFolder.make(link(foreign)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("it is not used");
    }

    private Path link(Path target) throws IOException {
        return Files.createSymbolicLink(folder.resolve("link"), target);
    }

    private List<InstanceId> started() {
        return engine.performed().stream()
                .filter(Step.Start.class::isInstance)
                .map(step -> ((Step.Start) step).instance())
                .toList();
    }

    private List<Step> changing() {
        return engine.performed().stream()
                .filter(step -> !(step instanceof Step.Probe))
                .toList();
    }

    private static List<Step> begun(List<Event> events) {
        return events.stream()
                .filter(Event.StepBegun.class::isInstance)
                .map(event -> ((Event.StepBegun) event).planned().step())
                .toList();
    }

    private static List<Problem> troubles(List<Event> events) {
        return events.stream()
                .filter(Event.Troubled.class::isInstance)
                .map(event -> ((Event.Troubled) event).problem())
                .toList();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
