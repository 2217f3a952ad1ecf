package dev.hauban.operator;

import dev.hauban.api.Project;
import dev.hauban.engine.Engine;
import dev.hauban.engine.StateFolder;
import dev.hauban.journal.RememberedHealth;
import dev.hauban.plan.Decision;
import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.InstanceId;
import dev.hauban.plan.Memory;
import dev.hauban.plan.Observed;
import dev.hauban.plan.Planner;
import dev.hauban.plan.Request;
import dev.hauban.plan.Step;
import dev.hauban.plan.Wanted;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One look at a project, by whoever asks whether everything is so already.
record Glance(Project project, Engine engine, Instant now) {
    /// What is seen, where the planner has nothing to do about it; empty otherwise, and while somebody is at work.
    Optional<Observed> at(Stack files, Request request) throws IOException, InterruptedException {
        var folder = new StateFolder(project.state());
        if (!Files.isDirectory(folder.path())) {
            return look(files, request);
        }
        Optional<Hold> hold = Hold.take(folder.file(Keeper.KEEPER), Keeper.holder(), Duration.ZERO);
        if (hold.isEmpty()) {
            return Optional.empty();
        }
        try (Hold _ = hold.get()) {
            return look(files, request);
        }
    }

    private Optional<Observed> look(Stack files, Request request) throws IOException {
        return areKnown(files, request)
                ? look(Wanted.nothing(Stack.empty(project.name())), Memory.empty(), files, request)
                : Optional.empty();
    }

    static boolean areKnown(Stack files, Request request) {
        return request.services().stream().allMatch(name -> files.service(name).isPresent());
    }

    /// @param before what was wanted before the request
    /// @param remembered what was remembered then
    Optional<Observed> look(Wanted before, Memory remembered, Stack files, Request request) throws IOException {
        Wanted wanted = before.asked(request, files, now);
        Observed seen = engine.observe(wanted.stack());
        var folder = new StateFolder(project.state());
        if (isStopping(seen, remembered)) {
            return Optional.empty();
        }
        Memory memory = remembered
                .asked(wanted.services().keySet())
                .noticed(seen)
                .passed(healthy(seen, RememberedHealth.read(folder)));
        Decision decision = Planner.next(wanted, seen, memory, now);
        // A test that is due again changes nothing about it.
        boolean isSo = decision.steps().stream().allMatch(planned -> planned.step() instanceof Step.Probe)
                && decision.waiting().isEmpty()
                && decision.problems().isEmpty();
        return isSo ? Optional.of(seen) : Optional.empty();
    }

    /// Whether something runs that is being stopped: it is as little there as what has ended.
    private static boolean isStopping(Observed seen, Memory memory) {
        return seen.instances().stream()
                .anyMatch(instance ->
                        instance.isUp() && memory.instance(instance.id()).isStopping());
    }

    /// What passed its test in an errand before need not pass it again.
    static Set<InstanceId> healthy(Observed seen, RememberedHealth health) {
        return seen.instances().stream()
                .filter(instance -> isHealthy(instance, health))
                .map(Instance::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isHealthy(Instance instance, RememberedHealth health) {
        return health.of(instance)
                .filter(state -> state.health() == Health.HEALTHY)
                .isPresent();
    }
}
