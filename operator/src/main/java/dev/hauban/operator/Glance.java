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
            return look(folder, files, request);
        }
        Optional<Hold> hold = Hold.take(folder.file(Keeper.KEEPER), Keeper.holder(), Duration.ZERO);
        if (hold.isEmpty()) {
            return Optional.empty();
        }
        try (Hold _ = hold.get()) {
            return look(folder, files, request);
        }
    }

    private Optional<Observed> look(StateFolder folder, Stack files, Request request) throws IOException {
        boolean areKnown =
                request.services().stream().allMatch(name -> files.service(name).isPresent());
        if (!areKnown) {
            return Optional.empty();
        }
        Observed seen = engine.observe(files);
        Wanted wanted = Wanted.nothing(Stack.empty(project.name())).asked(request, files, now);
        Memory memory = Memory.empty().noticed(seen).passed(healthy(seen, RememberedHealth.read(folder)));
        Decision decision = Planner.next(wanted, seen, memory, now);
        // A test that is due again changes nothing about it.
        boolean isSo = decision.steps().stream().allMatch(planned -> planned.step() instanceof Step.Probe)
                && decision.waiting().isEmpty()
                && decision.problems().isEmpty();
        return isSo ? Optional.of(seen) : Optional.empty();
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
