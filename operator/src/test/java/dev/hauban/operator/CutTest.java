package dev.hauban.operator;

import static dev.hauban.operator.OperatorHouse.eventually;
import static dev.hauban.operator.OperatorHouse.settled;
import static dev.hauban.testkit.ServiceBuilder.named;
import static dev.hauban.testkit.ServiceBuilder.stack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.plan.Instance;
import dev.hauban.plan.Outcome;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.Stack;
import dev.hauban.testkit.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An operator that is gone between one step and the next, at every step: with the files as they were at that moment,
/// the next operator finishes, and does nothing twice.
@Timeout(20)
class CutTest {
    private static final ProjectName SHOP = new ProjectName("shop");
    private static final Stack STACK = stack(
            "shop",
            named("database").healthCheck("pg_isready").build(),
            named("migration")
                    .dependsOn("database", Dependency.Condition.HEALTHY)
                    .build(),
            named("web").dependsOn("database", Dependency.Condition.HEALTHY).build());

    private final FakeEngine engine = new FakeEngine(InstantSource.system());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void an_up_that_is_cut_before_a_step_was_done_is_finished(int step) throws Exception {
        cutAndGoOn(new CutEngine(engine, step, false), OperatorHouse.up(), 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void an_up_that_is_cut_after_a_step_was_done_and_before_it_was_written_down_is_finished(int step) throws Exception {
        cutAndGoOn(new CutEngine(engine, step, true), OperatorHouse.up(), 3);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "4, false", "6, false", "7, false", "1, true", "3, true", "5, true", "7, true"})
    void a_down_that_is_cut_is_finished(int step, boolean isDone) throws Exception {
        Files.createDirectory(folder.resolve("project"));
        try (var house = new OperatorHouse(folder)) {
            house.start(engine);
            house.up(STACK);
        }
        cutAndGoOn(new CutEngine(engine, step, isDone), OperatorHouse.down(), 0);
    }

    private void cutAndGoOn(CutEngine cut, Request request, int running) throws Exception {
        Files.createDirectories(folder.resolve("project"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var house = new OperatorHouse(folder)) {
            Operator first = house.start(cut);
            var client = threads.submit(() -> house.apply(STACK, request));
            assertThat(cut.reached.await(10, TimeUnit.SECONDS))
                    .as("the step is reached")
                    .isTrue();
            // What a kill at this moment would leave on the disk, whatever a tidy end adds to it.
            copy(folder, "project", "kept");
            copy(folder, "state", "kept-state");
            first.close();
            client.cancel(true);
            remove(folder.resolve("project"));
            remove(folder.resolve("state"));
            copy(folder, "kept", "project");
            copy(folder, "kept-state", "state");

            house.start(engine);

            eventually("it is finished without anybody asking", () -> running() == running);
            assertThat(settled(house.apply(STACK, request)).asAsked()).isTrue();
            assertThat(running()).isEqualTo(running);
            assertThat(making()).as("nothing is done twice").doesNotHaveDuplicates();
        }
    }

    private int running() {
        return (int) engine.observe(SHOP).instances().stream()
                .filter(Instance::isRunning)
                .count();
    }

    private List<Step> making() {
        return engine.performed().stream()
                .filter(step -> step instanceof Step.Create || step instanceof Step.Start || step instanceof Step.Stop)
                .toList();
    }

    private static void copy(Path folder, String from, String to) throws IOException {
        Path source = folder.resolve(from);
        List<Path> all;
        try (var files = Files.walk(source)) {
            all = files.toList();
        }
        for (Path one : all) {
            Path target = folder.resolve(to).resolve(source.relativize(one));
            try {
                Files.copy(one, target, StandardCopyOption.COPY_ATTRIBUTES);
            } catch (NoSuchFileException renamed) {
                // A file that was being written beside its place has taken it.
                assertThat(one.getFileName().toString()).endsWith(".new");
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> all;
        try (var files = Files.walk(folder)) {
            all = files.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    /// Stands still at a step, before or after it is done, and all later steps with it.
    private static final class CutEngine extends SharedEngine {
        private final int step;
        private final boolean isDone;
        private final CountDownLatch reached = new CountDownLatch(1);
        private int begun;

        CutEngine(FakeEngine engine, int step, boolean isDone) {
            super(engine);
            this.step = step;
            this.isDone = isDone;
        }

        @Override
        public Outcome perform(Stack stack, Step step, Consumer<Progress> progress) throws InterruptedException {
            if (step instanceof Step.Probe) {
                return super.perform(stack, step, progress);
            }
            int number = number();
            if (number < this.step) {
                return super.perform(stack, step, progress);
            }
            if (isDone && number == this.step) {
                super.perform(stack, step, progress);
            }
            reached.countDown();
            new CountDownLatch(1).await();
            throw new InterruptedException();
        }

        private synchronized int number() {
            begun++;
            return begun;
        }
    }
}
