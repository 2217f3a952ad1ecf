package dev.hauban.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hauban.stack.Dependency;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// From any observed state, with any single fault on the way, the planner brings the world to what is wanted and then
/// says that it is done. A failing case names its seed.
class ConvergenceTest {
    private static final int CASES = 4_000;
    private static final Request UP = up(ServiceWanted.Until.READY);
    private static final Request CREATE = up(ServiceWanted.Until.MADE);

    private static Request up(ServiceWanted.Until until) {
        return new Request.Up(
                List.of(),
                new Request.UpOptions(false, Request.Renewal.outdated(), true, until, Map.of(), Optional.empty()));
    }

    @Test
    void up_converges_from_any_state_with_any_single_fault() {
        int looked = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Stack stack = anyStack(random);
            World world = new World(stack, anyState(stack, random));
            fault(world, stack, random);
            world.ask(UP);
            runWithInterruption(world, random);
            assertThat(world.run().last().isDone())
                    .as("seed %d: %s\n%s", seed, world.last(), world.transcript())
                    .isTrue();
            assertThat(isAsWanted(stack, world.observed())).as("seed %d", seed).isTrue();
            assertThat(world.forgetTranscript().ask(UP).run().transcript())
                    .as("seed %d: a second up", seed)
                    .isEmpty();
            looked++;
        }
        assertThat(looked).isEqualTo(CASES);
    }

    @Test
    void create_makes_everything_and_starts_nothing_from_any_state_with_any_single_fault() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Stack stack = anyStack(random);
            World world = new World(stack, anyState(stack, random));
            fault(world, stack, random);
            world.ask(CREATE).run();
            assertThat(world.last().isDone())
                    .as("seed %d: %s\n%s", seed, world.last(), world.transcript())
                    .isTrue();
            assertThat(isMadeAsWanted(stack, world.observed()))
                    .as("seed %d: %s", seed, world.transcript())
                    .isTrue();
            assertThat(world.steps()).as("seed %d", seed).noneMatch(step -> step.startsWith("Start"));
            assertThat(world.forgetTranscript().ask(CREATE).run().transcript())
                    .as("seed %d: a second create", seed)
                    .isEmpty();
            assertThat(world.ask(UP).run().last().isDone())
                    .as("seed %d: up after it", seed)
                    .isTrue();
            assertThat(isAsWanted(stack, world.observed())).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void down_leaves_nothing_but_volumes_from_any_state() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Stack stack = anyStack(random);
            Observed before = anyState(stack, random);
            World world = new World(stack, before);
            fault(world, stack, random);
            world.ask(new Request.Down(List.of(), false, true, Optional.empty()))
                    .run();
            assertThat(world.last().isDone())
                    .as("seed %d: %s", seed, world.last())
                    .isTrue();
            assertThat(world.observed().instances()).as("seed %d", seed).isEmpty();
            assertThat(world.observed().networks()).as("seed %d", seed).isEmpty();
            assertThat(world.observed().volumes()).as("seed %d", seed).isEqualTo(before.volumes());
        }
    }

    @Test
    void nothing_starts_before_what_it_waits_for() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Stack stack = anyStack(random);
            World world = new World(stack).ask(UP).run();
            List<String> steps = world.steps();
            for (Service service : stack.services().values()) {
                int own = steps.indexOf("Start instance " + service.name() + "-1");
                for (var dependency : service.lifecycle().dependencies().keySet()) {
                    int before = steps.indexOf("Start instance " + dependency + "-1");
                    assertThat(before).as("seed %d: %s", seed, steps).isBetween(0, own - 1);
                }
            }
        }
    }

    @Test
    void no_plan_removes_a_volume_that_nobody_gave_up() {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            Stack stack = anyStack(random);
            World world = new World(stack, anyState(stack, random)).ask(UP).run();
            world.ask(new Request.Restart(List.of(), false, Optional.empty())).run();
            world.ask(new Request.Down(List.of(), false, true, Optional.empty()))
                    .run();
            assertThat(world.steps()).noneMatch(step -> step.startsWith("RemoveVolume"));
        }
    }

    /// The operator dies somewhere on the way; with or without its memory.
    private static void runWithInterruption(World world, Random random) {
        int rounds = random.nextInt(12);
        for (int i = 0; i < rounds; i++) {
            Decision decision = world.decide();
            if (decision.steps().isEmpty() && decision.lookAgain().isEmpty()) {
                break;
            }
            world.advance();
        }
        if (random.nextBoolean()) {
            world.forgetEverything();
        }
        if (random.nextBoolean()) {
            world.ask(UP);
        }
    }

    private static void fault(World world, Stack stack, Random random) {
        List<Service> services = List.copyOf(stack.services().values());
        Service victim = services.get(random.nextInt(services.size()));
        switch (random.nextInt(6)) {
            case 0 -> world.fails("Start instance " + victim.name() + "-1", 1 + random.nextInt(3), true);
            case 1 -> world.fails("Create instance " + victim.name() + "-1", 1 + random.nextInt(3), true);
            case 2 -> world.fails("Prepare service " + victim.name(), 1 + random.nextInt(3), true);
            case 3 -> world.fails("Stop instance " + victim.name() + "-1", 1 + random.nextInt(3), true);
            case 4 -> world.unhealthyFor(victim.name().text(), random.nextInt(40));
            default -> world.fails("CreateNetwork network default", 1 + random.nextInt(3), true);
        }
    }

    private static Stack anyStack(Random random) {
        Stacks stack = Stacks.stack();
        int count = 1 + random.nextInt(6);
        boolean[] checked = new boolean[count];
        for (int i = 0; i < count; i++) {
            Stacks.Draft draft =
                    Stacks.service("s" + i).replicas(1 + random.nextInt(3)).restarts(anyPolicy(random));
            checked[i] = random.nextBoolean();
            if (checked[i]) {
                draft.checked();
            }
            if (random.nextBoolean()) {
                draft.keepsData();
            }
            for (int other = 0; other < i; other++) {
                if (random.nextInt(3) == 0) {
                    Dependency.Condition condition = checked[other] && random.nextBoolean()
                            ? Dependency.Condition.HEALTHY
                            : Dependency.Condition.STARTED;
                    draft.after("s" + other, new Dependency(condition, random.nextBoolean(), random.nextInt(4) == 0));
                }
            }
            stack.with(draft);
        }
        return stack.build();
    }

    private static RestartPolicy anyPolicy(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new RestartPolicy.Always();
            case 1 -> new RestartPolicy.UnlessStopped();
            case 2 -> new RestartPolicy.OnFailure(java.util.OptionalInt.empty());
            default -> new RestartPolicy.Never();
        };
    }

    private static Observed anyState(Stack stack, Random random) {
        List<Instance> instances = new ArrayList<>();
        Instant past = Instant.parse("2025-12-31T23:00:00Z");
        for (Service service : stack.services().values()) {
            for (int number = 1; number <= 4; number++) {
                if (random.nextBoolean()) {
                    instances.add(anyInstance(service, number, past.plusSeconds(random.nextInt(600)), random));
                }
            }
        }
        TreeSet<String> networks = new TreeSet<>();
        TreeSet<String> volumes = new TreeSet<>();
        if (random.nextBoolean() || !instances.isEmpty()) {
            networks.add("shop_default");
            volumes.add("shop_data");
        }
        return new Observed(instances, networks, volumes);
    }

    private static Instance anyInstance(Service service, int number, Instant at, Random random) {
        Instance.Phase phase = switch (random.nextInt(3)) {
            case 0 -> new Instance.Phase.Created();
            case 1 -> new Instance.Phase.Running(at.plusSeconds(1));
            default -> new Instance.Phase.Exited(random.nextInt(3), at.plusSeconds(1), at.plusSeconds(40));
        };
        return new Instance(
                new InstanceId(service.name(), number),
                phase,
                random.nextInt(4) == 0 ? "outdated" : service.hash(),
                at,
                Optional.empty(),
                Optional.empty(),
                new Instance.Details("shop", "", "", List.of(), Optional.empty()));
    }

    private static boolean isMadeAsWanted(Stack stack, Observed observed) {
        int expected = 0;
        for (Service service : stack.services().values()) {
            expected += service.replicas();
            long made = observed.instances().stream()
                    .filter(instance -> instance.id().service().equals(service.name()))
                    .filter(instance -> instance.hash().equals(service.hash()))
                    .count();
            if (made != service.replicas()) {
                return false;
            }
        }
        return observed.instances().size() == expected;
    }

    private static boolean isAsWanted(Stack stack, Observed observed) {
        int expected = 0;
        for (Service service : stack.services().values()) {
            expected += service.replicas();
            long good = observed.instances().stream()
                    .filter(instance -> instance.id().service().equals(service.name()))
                    .filter(Instance::isRunning)
                    .filter(instance -> instance.hash().equals(service.hash()))
                    .count();
            if (good != service.replicas()) {
                return false;
            }
        }
        return observed.instances().size() == expected;
    }
}
