package dev.hauban.operator;

import static dev.hauban.operator.OperatorHouse.down;
import static dev.hauban.operator.OperatorHouse.eventually;
import static dev.hauban.operator.OperatorHouse.settled;
import static dev.hauban.operator.OperatorHouse.up;
import static dev.hauban.testkit.ServiceBuilder.named;
import static dev.hauban.testkit.ServiceBuilder.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeBehavior;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeptTest {
    private static final InstanceId WEB = new InstanceId(new ServiceName("web"), 1);

    private final FakeEngine engine = new FakeEngine(InstantSource.system());

    @TempDir
    private Path folder;

    private OperatorHouse house;
    private Operator operator;

    @BeforeEach
    void bring_up() throws Exception {
        Files.createDirectory(folder.resolve("project"));
        house = new OperatorHouse(folder);
        operator = house.start(engine);
        assertThat(settled(house.up(shop())).asAsked()).isTrue();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void sees_what_is_so_already_and_neither_asks_nor_writes() throws Exception {
        byte[] journal = Files.readAllBytes(house.state(shop()).file("journal"));
        byte[] wanted = Files.readAllBytes(house.state(shop()).file("wanted.json"));

        assertThat(isSo(up())).isTrue();

        assertThat(Files.readAllBytes(house.state(shop()).file("journal"))).isEqualTo(journal);
        assertThat(Files.readAllBytes(house.state(shop()).file("wanted.json"))).isEqualTo(wanted);
    }

    @Test
    void what_would_be_another_way_is_the_operators_to_do() throws Exception {
        assertThat(isSo(down())).as("all still runs").isFalse();
        assertThat(isSo(scaledUp())).as("another number").isFalse();
        assertThat(house.isKeptSo(engine, shop("other"), up()))
                .as("another service")
                .isFalse();
        assertThat(isSo(new Request.Restart(List.of(), false, Optional.empty())))
                .as("what runs has to be started again")
                .isFalse();
    }

    @Test
    void what_has_ended_is_the_operators_to_start() throws Exception {
        engine.exit(shop().name(), WEB, 0);

        assertThat(isSo(up())).isFalse();
    }

    @Test
    void what_is_being_stopped_is_not_there_though_it_still_runs() throws Exception {
        engine.behave("web", FakeBehavior.runs().ignoringStopSignal());
        meanwhile(new Request.Stop(List.of(WEB.service()), Optional.of(Duration.ofMinutes(1))));
        eventually("the stop", () -> engine.performed().stream().anyMatch(step -> step instanceof Step.Stop));
        meanwhile(up());
        eventually("the second thought", this::isWantedAgain);

        assertThat(engine.instance(shop().name(), WEB).isRunning()).isTrue();
        assertThat(isSo(up())).isFalse();
    }

    @Test
    void what_was_stopped_and_runs_again_is_there() throws Exception {
        house.apply(shop(), new Request.Restart(List.of(), false, Optional.empty()));
        assertThat(settled(house.up(shop())).asAsked()).isTrue();

        eventually("that all is so", () -> {
            try {
                return isSo(up());
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
    }

    /// Asks without waiting for the answer, which only the operator's end brings.
    private void meanwhile(Request request) {
        Thread.ofVirtual().start(() -> {
            try {
                house.apply(shop(), request);
            } catch (InterruptedException | ProblemException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private boolean isWantedAgain() {
        try {
            return Files.readString(house.state(shop()).file("wanted.json")).indexOf("STOPPED") < 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void a_stop_by_hand_is_no_longer_wanted_after_it_is_brought_up_again() throws Exception {
        house.apply(shop(), new Request.Stop(List.of(), Optional.empty()));

        assertThat(isSo(up())).isFalse();
    }

    @Test
    void a_project_that_nobody_looks_after_is_taken_up_again() throws Exception {
        operator.close();

        assertThat(isSo(up())).isFalse();
    }

    @Test
    void what_is_wanted_but_can_not_be_read_is_the_operators_to_find_out() throws Exception {
        Files.writeString(house.state(shop()).file("wanted.json"), "{\"services\":");

        assertThat(isSo(up())).isFalse();
    }

    private boolean isSo(Request request) throws InterruptedException {
        return house.isKeptSo(engine, shop(), request);
    }

    private static Request scaledUp() {
        return new Request.Scale(Map.of(WEB.service(), 2), false);
    }

    private static Stack shop() {
        return shop("web");
    }

    private static Stack shop(String second) {
        return stack(
                "shop",
                named("database").restart(new RestartPolicy.Always()).build(),
                named(second)
                        .dependsOn("database", Dependency.Condition.STARTED)
                        .build());
    }
}
