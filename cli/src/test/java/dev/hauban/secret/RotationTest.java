package dev.hauban.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.problem.ProblemException;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A server that takes two passwords, a client that logs in, and a kill or a failure before or after each step.
class RotationTest {
    private static final String OLD = "old-password";
    private static final String NEW = "new-password";
    private static final ServiceName DB = new ServiceName("db");
    private static final ServiceName WEB = new ServiceName("web");

    @TempDir
    private Path folder;

    private Replacing replacing;
    private List<Step> steps;

    /// What a kill looks like from inside: nothing after it is done, not even what cleans up.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /// The world, which outlives whoever changes it.
    private static class World implements Accounts, Keeping, Rotation.Writing, Rotation.Progress {
        final Set<String> accepted = new HashSet<>(Set.of(OLD));
        final Map<ServiceName, String> held = new HashMap<>(Map.of(DB, OLD, WEB, OLD));
        final List<String> refusals = new ArrayList<>();
        String file = OLD;
        int begun;
        int left;
        boolean isKilled;
        boolean isAfter;

        /// @param at counts deeds from 1
        World failing(int at, boolean killed, boolean after) {
            left = at;
            isKilled = killed;
            isAfter = after;
            return this;
        }

        private void deed(Runnable deed) {
            boolean isNow = --left == 0;
            if (isNow && !isAfter) {
                fail();
            }
            deed.run();
            if (!accepted.contains(held.get(WEB))) {
                refusals.add(held.get(WEB));
            }
            if (isNow) {
                fail();
            }
        }

        private void fail() {
            if (isKilled) {
                throw new Killed();
            }
            throw new ProblemException(Problem.error("test.failed", Actor.SERVICE, "it failed"));
        }

        @Override
        public void change(Replacing way, Account account) {
            deed(() -> accepted.add(way.fresh()));
        }

        @Override
        public void release(Replacing way, Account account) {
            deed(() -> accepted.remove(way.old()));
        }

        @Override
        public void write(boolean isFresh) {
            deed(() -> file = isFresh ? NEW : OLD);
        }

        @Override
        public void bringUp(Stack stack, Collection<ServiceName> services) {}

        @Override
        public void recreate(Stack stack, Collection<ServiceName> services) {
            deed(() -> services.forEach(service -> held.put(service, password(stack, service))));
        }

        private String password(Stack stack, ServiceName service) {
            var environment = stack.services().get(service).program().environment();
            return service.equals(DB)
                    ? environment.getOrDefault("MYSQL_PASSWORD", "")
                    : environment.getOrDefault("DB_PASSWORD", "");
        }

        @Override
        public void begun(int number) {
            begun = Math.max(begun, number);
        }

        @Override
        public void finished() {
            begun = 0;
        }

        void isAll(String password) {
            assertThat(file).isEqualTo(password);
            assertThat(held).containsEntry(DB, password).containsEntry(WEB, password);
            assertThat(accepted).containsExactly(password);
            assertThat(begun).isZero();
            assertThat(refusals).as("logins that were refused").isEmpty();
        }
    }

    @BeforeEach
    void plan() throws IOException {
        var shop = new Fixture(folder).file("compose.yaml", """
                        name: shop
                        services:
                          db: {image: "mysql:8.4", environment: {MYSQL_ROOT_PASSWORD: r, MYSQL_USER: shop, MYSQL_PASSWORD: "${A_PASSWORD}"}}
                          web: {image: web, environment: {DB_HOST: db, DB_USER: shop, DB_PASSWORD: "${A_PASSWORD}"}}
                        """).file(".env", "A_PASSWORD=" + OLD + "\n");
        String path = folder.resolve(".env").toString();
        replacing = new Replacing(
                shop.secrets().find("A_PASSWORD"),
                OLD,
                NEW,
                shop.stack(Map.of()),
                shop.stack(Map.of(path, "A_PASSWORD=" + NEW + "\n")),
                Map.of());
        steps = RotationPlan.of(replacing, ".env").steps();
        assertThat(steps).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void a_finish_that_fails_takes_back_what_had_been_done_before_it(int at, boolean isAfter) {
        for (int again = 1; again <= 5; again++) {
            var world = new World().failing(at, true, isAfter);
            assertThatThrownBy(() -> rotation(world).carryOut(0)).isInstanceOf(Killed.class);

            world.failing(again, false, false);
            assertThatThrownBy(() -> rotation(world).carryOut(world.begun)).hasMessage("it failed");

            world.isAll(OLD);
        }
    }

    private Rotation rotation(World world) {
        return new Rotation(replacing, steps, new Rotation.Hands(world, world, world, world), Set.of(DB, WEB), _ -> {});
    }

    @Test
    void nobody_is_refused_while_a_secret_is_replaced() throws Exception {
        var world = new World();

        rotation(world).carryOut(0);

        world.isAll(NEW);
    }

    /// Each step, and whether it had been done when it failed.
    static Stream<Arguments> steps() {
        return IntStream.rangeClosed(1, 5)
                .boxed()
                .flatMap(at -> Stream.of(Arguments.of(at, false), Arguments.of(at, true)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void what_fails_is_taken_back(int at, boolean isAfter) {
        var world = new World().failing(at, false, isAfter);

        assertThatThrownBy(() -> rotation(world).carryOut(0))
                .isInstanceOf(ProblemException.class)
                .hasMessage("it failed");

        world.isAll(OLD);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void what_was_killed_is_finished_or_taken_back_by_whoever_comes_next(int at, boolean isAfter) throws Exception {
        for (boolean isFinished : List.of(true, false)) {
            var world = new World().failing(at, true, isAfter);
            assertThatThrownBy(() -> rotation(world).carryOut(0)).isInstanceOf(Killed.class);
            assertThat(world.begun).isEqualTo(at);

            if (isFinished) {
                rotation(world).carryOut(world.begun);
            } else {
                rotation(world).takeBack(world.begun);
            }

            world.isAll(isFinished ? NEW : OLD);
        }
    }

    @Test
    void what_does_not_run_is_not_started() throws Exception {
        var world = new World();

        new Rotation(replacing, steps, new Rotation.Hands(world, world, world, world), Set.of(DB), _ -> {}).carryOut(0);

        assertThat(world.held).containsEntry(DB, NEW).containsEntry(WEB, OLD);
    }

    @Test
    void a_server_that_lets_nobody_in_leaves_nothing_to_take_back() {
        var world = new World() {
            @Override
            public void change(Replacing way, Account account) {
                throw new ProblemException(Problem.error(EngineAccounts.NOT_CHANGED, Actor.SERVICE, "denied"));
            }

            @Override
            public void release(Replacing way, Account account) {
                throw new ProblemException(Problem.error(EngineAccounts.NOT_CHANGED, Actor.SERVICE, "denied"));
            }
        };

        assertThatThrownBy(() -> rotation(world).carryOut(0))
                .isInstanceOf(ProblemException.class)
                .hasMessage("denied");

        world.isAll(OLD);
    }

    @Test
    void a_rotation_that_can_not_be_taken_back_says_how_to_go_on() {
        var world = new World() {
            @Override
            public void release(Replacing way, Account account) {
                throw new ProblemException(Problem.error("test.down", Actor.SERVICE, "the server is gone"));
            }
        };

        assertThatThrownBy(() -> rotation(world).carryOut(0))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("the server is gone")
                .hasMessageContaining("hauban secret rotate --finish")
                .hasMessageContaining("hauban secret rotate --undo");
        assertThat(world.begun).isPositive();
    }
}
