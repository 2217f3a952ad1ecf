package dev.hauban.plan;

import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether what a service waits for has come true, may still come true, or can't.
///
/// A dependency that nobody wants to run (it was stopped by hand, or never asked for) holds nobody back.
final class Gates {
    private final Situation situation;
    private final Map<ServiceName, Gate> known = new HashMap<>();

    Gates(Situation situation) {
        this.situation = situation;
    }

    /// The way into a service's start.
    sealed interface Gate {
        record Open() implements Gate {}

        /// @param what such as `database to be healthy`
        record Closed(String what) implements Gate {}

        /// @param problem the reason, told where it arises; a service further down has none of its own
        record Barred(Optional<Problem> problem) implements Gate {}
    }

    Gate before(Service service) {
        Gate gate = known.get(service.name());
        if (gate == null) {
            // A cycle can't get here: the reader refuses it. Should one, its services wait for each other.
            known.put(service.name(), new Gate.Closed("itself"));
            gate = look(service);
            known.put(service.name(), gate);
        }
        return gate;
    }

    private Gate look(Service service) {
        boolean waits = situation
                .wish(service.name())
                .map(ServiceWanted::waitsForDependencies)
                .orElse(true);
        Gate worst = new Gate.Open();
        if (!waits) {
            return worst;
        }
        for (Map.Entry<ServiceName, Dependency> entry :
                service.lifecycle().dependencies().entrySet()) {
            worst = worse(worst, one(service, entry.getKey(), entry.getValue()));
        }
        return worst;
    }

    private static Gate worse(Gate one, Gate other) {
        return switch (one) {
            case Gate.Barred _ -> one;
            case Gate.Open _ -> other;
            case Gate.Closed _ -> other instanceof Gate.Barred ? other : one;
        };
    }

    private Gate one(Service service, ServiceName name, Dependency dependency) {
        Optional<Service> target = situation.wanted().stack().service(name);
        if (target.isEmpty() || !situation.isToRun(name)) {
            return new Gate.Open();
        }
        Gate gate = condition(target.get(), dependency.condition());
        if (!(gate instanceof Gate.Barred barred)) {
            return gate;
        }
        if (!dependency.isRequired()) {
            return new Gate.Open();
        }
        return new Gate.Barred(barred.problem().map(cause -> held(service, cause)));
    }

    private static Problem held(Service service, Problem cause) {
        Problem told = Problem.error(
                        "plan.dependency-failed",
                        Actor.SERVICE,
                        service.name() + Troubles.CANNOT_START + cause.message())
                .at(service.place());
        return cause.remedy().map(told::remedy).orElse(told);
    }

    private Gate condition(Service target, Dependency.Condition condition) {
        ServiceWanted wish = situation.wanted().services().get(target.name());
        List<Instance> instances = situation.instances(target.name());
        int expected = wish == null || wish.goal() == ServiceWanted.Goal.RESUMED ? instances.size() : wish.replicas();
        boolean isUp = instances.size() >= expected && instances.stream().allMatch(known -> isStarted(target, known));
        Gate worst = !isUp && isHopeless(target) ? new Gate.Barred(Optional.empty()) : new Gate.Open();
        for (Instance instance : instances) {
            worst = worse(worst, instance(target, instance, condition));
        }
        if (instances.size() < expected) {
            worst = worse(worst, new Gate.Closed(target.name() + words(condition)));
        }
        return worst;
    }

    /// A step that its start needs has failed for good, or it is barred itself. It has told its own problem.
    boolean isHopeless(Service target) {
        if (before(target) instanceof Gate.Barred) {
            return true;
        }
        Memory memory = situation.memory();
        return steps(target).stream()
                .map(memory::setback)
                .flatMap(Optional::stream)
                .anyMatch(setback -> RestartRules.retryAt(setback).isEmpty());
    }

    private List<Step> steps(Service target) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Prepare(target.name()));
        target.attachments().networks().keySet().forEach(key -> steps.add(new Step.CreateNetwork(key)));
        target.attachments().mounts().forEach(mount -> {
            if (mount instanceof Mount.Named named) {
                steps.add(new Step.CreateVolume(named.volume()));
            }
        });
        int replicas =
                situation.wish(target.name()).map(ServiceWanted::replicas).orElse(0);
        for (int number = 1; number <= replicas; number++) {
            steps.add(new Step.Create(new InstanceId(target.name(), number)));
            steps.add(new Step.Start(new InstanceId(target.name(), number)));
        }
        return steps;
    }

    private static String words(Dependency.Condition condition) {
        return switch (condition) {
            case STARTED -> " to be started";
            case HEALTHY -> " to be healthy";
            case COMPLETED_SUCCESSFULLY -> " to complete";
        };
    }

    private Gate instance(Service target, Instance instance, Dependency.Condition condition) {
        Gate closed = new Gate.Closed(target.name() + words(condition));
        if (isToBeReplaced(target, instance)) {
            return closed;
        }
        return switch (condition) {
            case STARTED -> isStarted(target, instance) ? new Gate.Open() : closed;
            case HEALTHY -> healthy(target, instance, closed);
            case COMPLETED_SUCCESSFULLY -> completed(target, instance, closed);
        };
    }

    private boolean isToBeReplaced(Service target, Instance instance) {
        return situation
                .wish(target.name())
                .filter(wish -> Replacing.reason(situation.wanted().stack(), target, instance, wish)
                                .isPresent()
                        || instance.phase() instanceof Instance.Phase.Running running
                                && wish.restartOlderThan()
                                        .filter(moment -> running.since().isBefore(moment))
                                        .isPresent())
                .isPresent();
    }

    private boolean isStarted(Service target, Instance instance) {
        return switch (instance.phase()) {
            case Instance.Phase.Running _, Instance.Phase.Paused _, Instance.Phase.Restarting _ -> true;
            case Instance.Phase.Created _ -> false;
            case Instance.Phase.Exited exited ->
                !(verdict(target, instance, exited) instanceof RestartRules.Verdict.StartNow);
        };
    }

    private Gate healthy(Service target, Instance instance, Gate closed) {
        return switch (instance.phase()) {
            case Instance.Phase.Created _, Instance.Phase.Paused _ -> closed;
            case Instance.Phase.Restarting _ -> unlessLooping(target, instance, closed);
            case Instance.Phase.Running _ -> byHealth(target, instance, closed);
            case Instance.Phase.Exited exited ->
                verdict(target, instance, exited) instanceof RestartRules.Verdict.LeaveIt
                        ? new Gate.Barred(Optional.of(Troubles.ended(target, exited)))
                        : unlessLooping(target, instance, closed);
        };
    }

    private Gate byHealth(Service target, Instance instance, Gate closed) {
        return switch (situation.health(target, instance)) {
            case HEALTHY -> new Gate.Open();
            case STARTING -> closed;
            case UNHEALTHY ->
                new Gate.Barred(Optional.of(Troubles.unhealthy(
                        target, situation.memory().instance(instance.id()).probes())));
            case NONE -> {
                Optional<HealthCheck> check = HealthRules.check(target, instance);
                yield check.isEmpty() ? new Gate.Barred(Optional.of(Troubles.noTest(target))) : closed;
            }
        };
    }

    private Gate completed(Service target, Instance instance, Gate closed) {
        if (!(instance.phase() instanceof Instance.Phase.Exited exited)) {
            return unlessLooping(target, instance, closed);
        }
        if (!(verdict(target, instance, exited) instanceof RestartRules.Verdict.LeaveIt)) {
            return unlessLooping(target, instance, closed);
        }
        return exited.code() == 0 ? new Gate.Open() : new Gate.Barred(Optional.of(Troubles.ended(target, exited)));
    }

    private Gate unlessLooping(Service target, Instance instance, Gate closed) {
        Optional<Problem> loop = Troubles.loop(target, instance, situation);
        return loop.isPresent() ? new Gate.Barred(loop) : closed;
    }

    private RestartRules.Verdict verdict(Service target, Instance instance, Instance.Phase.Exited exited) {
        return situation
                .wish(target.name())
                .map(wish -> RestartRules.verdict(
                        RestartRules.policy(target, situation.observed().habits()),
                        exited,
                        wish,
                        situation.memory().instance(instance.id())))
                .orElseGet(RestartRules.Verdict.LeaveIt::new);
    }
}
