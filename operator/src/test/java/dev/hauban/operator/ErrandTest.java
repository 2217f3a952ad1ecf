package dev.hauban.operator;

import static dev.hauban.operator.OperatorHouse.down;
import static dev.hauban.operator.OperatorHouse.settled;
import static dev.hauban.operator.OperatorHouse.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.event.Event;
import dev.hauban.journal.RememberedHealth;
import dev.hauban.plan.Health;
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
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeBehavior;
import dev.hauban.testkit.FakeEngine;
import dev.hauban.testkit.ServiceBuilder;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ErrandTest {
    private static final InstanceId DATABASE = new InstanceId(new ServiceName("database"), 1);
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);

    private final FakeEngine engine = new FakeEngine(InstantSource.system());

    @TempDir
    private Path folder;

    private OperatorHouse house;

    @BeforeEach
    void furnish() throws Exception {
        Files.createDirectory(folder.resolve("project"));
        house = new OperatorHouse(folder);
        engine.behave(
                "database",
                FakeBehavior.runs().probedBy(() -> new ProbeResult.Passed(Duration.ofMillis(1), "accepts")));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Stack shop() {
        return ServiceBuilder.stack(
                "shop",
                ServiceBuilder.named("database")
                        .healthCheck("test")
                        .restart(new RestartPolicy.Always())
                        .build(),
                ServiceBuilder.named("web")
                        .dependsOn("database", Dependency.Condition.HEALTHY)
                        .build());
    }

    private List<Event> errand(Request request) throws InterruptedException {
        return house.errand(engine, shop(), request);
    }

    @Test
    void brings_a_stack_up_in_order_and_lets_go_of_it() throws Exception {
        List<Event> events = errand(up());

        assertThat(settled(events).asAsked()).isTrue();
        assertThat(engine.performed())
                .containsSubsequence(new Step.Start(DATABASE), new Step.Probe(DATABASE), new Step.Start(WEB));
        assertThat(house.door().status()).as("no operator").isEmpty();
    }

    @Test
    void one_that_is_broken_off_lets_go_at_once_of_an_engine_that_takes_its_time() throws Exception {
        var asked = new CountDownLatch(1);
        var letGo = new AtomicBoolean();
        var slow = new SharedEngine(engine) {
            @Override
            public Observed observe(ProjectName project) throws IOException {
                asked.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException interrupted) {
                    letGo.set(true);
                    Thread.currentThread().interrupt();
                }
                throw new ClosedByInterruptException();
            }
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var errand = threads.submit(() -> {
                assertThatThrownBy(() -> house.errand(slow, shop(), up())).isInstanceOf(InterruptedException.class);
                return letGo.get();
            });
            asked.await();
            threads.shutdownNow();

            assertThat(errand.get())
                    .as("interrupted before the errand was over")
                    .isTrue();
        }
    }

    @Test
    void leaves_what_somebody_stops_afterwards_alone() throws Exception {
        errand(up());
        engine.exit(shop().name(), DATABASE, 143);
        int before = engine.performed().size();

        errand(new Request.Stop(List.of(new ServiceName("web")), Optional.empty()));

        assertThat(engine.performed().subList(before, engine.performed().size()))
                .containsExactly(new Step.Stop(WEB, Duration.ofSeconds(10)));
    }

    @Test
    void remembers_which_instance_passed_its_test() throws Exception {
        errand(up());

        var health = RememberedHealth.read(house.state(shop()));
        assertThat(health.of(engine.instance(shop().name(), DATABASE)))
                .hasValueSatisfying(state -> assertThat(state.health()).isEqualTo(Health.HEALTHY));
    }

    @Test
    void knows_what_passed_its_test_before_and_tells_nothing_of_what_had_ended() throws Exception {
        errand(up());
        engine.exit(shop().name(), WEB, 3);
        engine.behave(
                "database", FakeBehavior.runs().probedBy(() -> new ProbeResult.Failed(Duration.ofMillis(1), 1, "no")));

        List<Event> events = errand(up());

        assertThat(settled(events).asAsked()).as("the gate was open").isTrue();
        assertThat(events).noneMatch(event -> event instanceof Event.InstanceExited);
    }

    @Test
    void what_failed_before_is_tried_again_by_the_next() throws Exception {
        var problem = Problem.error("fake.no", Actor.MACHINE, "not now");
        engine.failNext(new Step.Start(WEB), new Outcome.Failed(problem, false));

        assertThat(settled(errand(up())).problems()).containsExactly(problem);
        assertThat(settled(errand(up())).asAsked()).isTrue();
    }

    @Test
    void two_on_one_project_are_done_one_after_the_other() throws Exception {
        errand(up());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> errand(down()));
            var other = threads.submit(() -> errand(down()));

            assertThat(settled(one.get()).asAsked()).isTrue();
            assertThat(settled(other.get()).asAsked()).isTrue();
        }
        assertThat(engine.performed().stream().filter(new Step.Stop(WEB, Duration.ofSeconds(10))::equals))
                .hasSize(1);
    }

    @Test
    void sees_at_a_glance_what_is_so_already_and_writes_nothing() throws Exception {
        assertThat(house.isSo(engine, shop(), up())).as("nothing runs").isFalse();
        errand(up());
        byte[] journal = Files.readAllBytes(house.state(shop()).file("journal"));

        assertThat(house.isSo(engine, shop(), up())).as("all runs").isTrue();
        assertThat(house.isSo(engine, shop(), down())).as("all still runs").isFalse();
        assertThat(Files.readAllBytes(house.state(shop()).file("journal"))).isEqualTo(journal);

        engine.exit(shop().name(), DATABASE, 1);
        assertThat(house.isSo(engine, shop(), up())).as("one has ended").isFalse();
    }

    @Test
    void nothing_is_so_while_another_is_at_work() throws Exception {
        errand(up());

        try (Hold _ = Hold.take(house.state(shop()).file(Keeper.KEEPER), "another", Duration.ZERO)
                .orElseThrow()) {
            assertThat(house.isSo(engine, shop(), up())).isFalse();
        }
        assertThat(house.isSo(engine, shop(), up())).isTrue();
    }

    @Test
    void an_engine_that_can_not_be_reached_is_the_callers_to_hear_of() {
        var parts = new OperatorParts(
                house.places(),
                OperatorHouse.program(),
                new RememberedStacks(),
                _ -> {
                    throw new ProblemException(Problem.error("fake.away", Actor.MACHINE, "away"));
                },
                InstantSource.system(),
                "boot",
                System.err);

        assertThatThrownBy(() -> new Errand(house.project(shop()), parts).carryOut(shop(), up(), _ -> {}))
                .isInstanceOf(ProblemException.class);
    }
}
