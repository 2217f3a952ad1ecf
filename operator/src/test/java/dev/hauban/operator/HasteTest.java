package dev.hauban.operator;

import static dev.hauban.operator.OperatorHouse.down;
import static dev.hauban.operator.OperatorHouse.settled;
import static dev.hauban.testkit.ServiceBuilder.named;
import static dev.hauban.testkit.ServiceBuilder.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.event.Event;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Request;
import dev.hauban.plan.ServiceWanted;
import dev.hauban.plan.Step;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeBehavior;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Requests that come on each other's heels, on a machine where everything takes its time, now longer, now shorter.
@Timeout(120)
class HasteTest {
    private static final int ROUNDS = 40;
    private static final ProjectName SHOP = new ProjectName("shop");

    private final FakeEngine engine = new FakeEngine(InstantSource.system());

    @TempDir
    private Path folder;

    private OperatorHouse house;

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectory(folder.resolve("project"));
        house = new OperatorHouse(folder);
        engine.behave("job", FakeBehavior.ends(0));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static Stack shop() {
        return stack(
                "shop",
                named("database")
                        .healthCheck("pg_isready")
                        .restart(new RestartPolicy.Always())
                        .build(),
                named("job").dependsOn("database", Dependency.Condition.HEALTHY).build(),
                named("web")
                        .dependsOn("job", Dependency.Condition.COMPLETED_SUCCESSFULLY)
                        .build());
    }

    private static Request up(ServiceWanted.Until until) {
        return new Request.Up(
                List.of(),
                new Request.UpOptions(false, Request.Renewal.outdated(), false, until, Map.of(), Optional.empty()));
    }

    @Test
    void a_down_right_after_an_up_takes_everything_away() throws Exception {
        var random = new Random(7);
        house.start(new SlowEngine(engine, random));
        for (int round = 0; round < ROUNDS; round++) {
            ServiceWanted.Until until = random.nextBoolean() ? ServiceWanted.Until.STARTED : ServiceWanted.Until.READY;
            assertThat(settled(house.apply(shop(), up(until))).asAsked())
                    .as("up in round %d", round)
                    .isTrue();

            List<Event> events = house.apply(shop(), down());

            assertThat(settled(events).asAsked()).as("down in round %d", round).isTrue();
            assertThat(engine.observe(SHOP)).as("round %d: %s", round, events).isEqualTo(Observed.nothing());
            assertThat(events.stream().filter(HasteTest::isRemoval))
                    .as("round %d: all of it is told", round)
                    .hasSize(4);
        }
    }

    private static boolean isRemoval(Event event) {
        return event instanceof Event.StepEnded ended
                && (ended.step() instanceof Step.Remove || ended.step() instanceof Step.RemoveNetwork);
    }

    /// Takes a moment before and after everything that it does.
    private static final class SlowEngine extends SharedEngine {
        private final Random random;

        SlowEngine(FakeEngine engine, Random random) {
            super(engine);
            this.random = random;
        }

        @Override
        public Observed observe(ProjectName project) throws IOException {
            try {
                pause();
                Observed seen = super.observe(project);
                pause();
                return seen;
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", ending);
            }
        }

        @Override
        public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
            pause();
            Outcome outcome = super.perform(stack, step, progress);
            pause();
            return outcome;
        }

        private void pause() throws InterruptedException {
            int millis = random.nextInt(4);
            if (millis > 0) {
                Thread.sleep(Duration.ofMillis(millis));
            }
        }
    }
}
