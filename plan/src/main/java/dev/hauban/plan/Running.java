package dev.hauban.plan;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings the services that are to be there to where they are wanted, and keeps them there.
final class Running {
    private final Situation situation;
    private final Draft draft;
    private final Gates gates;
    private final Supplies supplies;
    private final int starting;

    Running(Situation situation, Draft draft) {
        this.situation = situation;
        this.draft = draft;
        this.gates = new Gates(situation);
        this.supplies = new Supplies(situation, draft);
        this.starting = situation.starting();
    }

    void plan() {
        for (Map.Entry<ServiceName, ServiceWanted> entry :
                situation.wanted().services().entrySet()) {
            Optional<Service> service = situation.wanted().stack().service(entry.getKey());
            if (service.isPresent() && entry.getValue().isToBeThere()) {
                plan(service.get(), entry.getValue());
            }
        }
    }

    private void plan(Service service, ServiceWanted wish) {
        List<Instance> instances = situation.instances(service.name());
        List<Instance> kept = instances;
        if (wish.isToBeMade()) {
            kept = withoutSurplus(service, wish, instances);
            if (!supplies.supply(service, wish, kept)) {
                return;
            }
            createMissing(service, wish, kept);
        } else if (instances.isEmpty() && wish.replicas() > 0) {
            draft.problem(Troubles.nothingToStart(service));
        }
        for (Instance instance : kept) {
            tend(service, wish, instance);
        }
    }

    /// Those that nobody needs go: outdated ones first, then the highest numbers.
    private List<Instance> withoutSurplus(Service service, ServiceWanted wish, List<Instance> instances) {
        int surplus = instances.size() - wish.replicas();
        if (surplus <= 0) {
            return instances;
        }
        List<Instance> candidates = new ArrayList<>(instances);
        candidates.sort(
                Comparator.comparing((Instance instance) -> instance.hash().equals(service.hash()))
                        .thenComparing(instance -> -instance.id().number()));
        List<Instance> going = candidates.subList(0, surplus);
        for (Instance instance : going) {
            takeAway(service, wish, instance, "scaled to " + wish.replicas());
        }
        List<Instance> kept = new ArrayList<>(instances);
        kept.removeAll(going);
        return kept;
    }

    private void takeAway(Service service, ServiceWanted wish, Instance instance, String reason) {
        Step step = instance.isUp()
                ? new Step.Stop(instance.id(), grace(service, wish))
                : new Step.Remove(instance.id(), wish.freshness().renewsVolumes());
        draft.step(service.name(), step, new Draft.PlannedReason(reason, instance.id() + " to be removed"));
    }

    private void createMissing(Service service, ServiceWanted wish, List<Instance> kept) {
        int missing = wish.replicas() - kept.size();
        for (int number = 1; missing > 0; number++) {
            InstanceId id = new InstanceId(service.name(), number);
            if (situation.observed().instance(id).isPresent()) {
                continue;
            }
            missing--;
            String waitingFor = id + " to be created";
            Hosts hosts = hosts(service);
            if (supplies.isSupplied(service, wish) && hosts == Hosts.MADE) {
                draft.step(service.name(), new Step.Create(id), new Draft.PlannedReason("not there yet", waitingFor));
            } else if (hosts != Hosts.NEVER || isGateOpen(service)) {
                draft.waiting(service.name(), waitingFor);
            }
        }
    }

    /// What others are to have before an instance can be made with it.
    private enum Hosts {
        MADE,
        AWAITED,
        /// One that is needed can't be made: then this one is not either.
        NEVER
    }

    /// Where an engine makes instances with what others have (a network, a volume, a namespace), those are made first.
    /// Which they are is the engine's to know; they are among what the service depends on.
    private Hosts hosts(Service service) {
        Hosts hosts = Hosts.MADE;
        if (!situation.observed().habits().recreates()) {
            return hosts;
        }
        for (Map.Entry<ServiceName, Dependency> entry :
                service.lifecycle().dependencies().entrySet()) {
            Optional<Service> host = situation.wanted().stack().service(entry.getKey());
            if (host.isEmpty()
                    || !situation.isToBeThere(entry.getKey())
                    || !situation.instances(entry.getKey()).isEmpty()) {
                continue;
            }
            if (!gates.isHopeless(host.get())) {
                return Hosts.AWAITED;
            }
            hosts = entry.getValue().isRequired() ? Hosts.NEVER : hosts;
        }
        return hosts;
    }

    private void tend(Service service, ServiceWanted wish, Instance instance) {
        if (isBeingMade(instance)) {
            draft.waiting(service.name(), instance.id() + " to be created");
            return;
        }
        Optional<String> replaced = replacement(service, instance, wish);
        if (replaced.isPresent()) {
            replace(service, wish, instance, replaced.get());
            return;
        }
        switch (instance.phase()) {
            case Instance.Phase.Created _ -> start(service, wish, instance, "created");
            case Instance.Phase.Running running -> keep(service, wish, instance, running);
            case Instance.Phase.Paused _ -> {}
            case Instance.Phase.Restarting restarting -> awaitRestart(service, wish, instance, restarting);
            case Instance.Phase.Exited exited -> ended(service, wish, instance, exited);
        }
    }

    /// An engine may show it before it is whole.
    private boolean isBeingMade(Instance instance) {
        return situation.memory().underWay().get(new Step.Create(instance.id()).subject()) instanceof Step.Create;
    }

    /// The old one goes only when the new one can be made and could start.
    private void replace(Service service, ServiceWanted wish, Instance instance, String reason) {
        if (!supplies.isSupplied(service, wish) || wish.isToRun() && !isGateOpen(service)) {
            return;
        }
        if (situation.observed().habits().recreates()) {
            Step step = new Step.Recreate(instance.id(), wish.freshness().renewsVolumes(), grace(service, wish));
            draft.step(service.name(), step, new Draft.PlannedReason(reason, instance.id() + " to be made anew"));
        } else {
            takeAway(service, wish, instance, reason);
        }
    }

    private Optional<String> replacement(Service service, Instance instance, ServiceWanted wish) {
        return Replacing.reason(situation.wanted().stack(), service, instance, wish);
    }

    /// The engine is at it; whoever waits for the service goes on waiting until it proves to be a loop.
    private void awaitRestart(
            Service service, ServiceWanted wish, Instance instance, Instance.Phase.Restarting restarting) {
        if (wish.until() != ServiceWanted.Until.READY) {
            return;
        }
        awaitUnlessLooping(service, instance, "its restart (ended with " + restarting.code() + ")");
        Instant proven = RestartRules.provenAt(restarting);
        if (situation.now().isBefore(proven)) {
            draft.lookAgain(proven);
        }
    }

    private void awaitUnlessLooping(Service service, Instance instance, String restart) {
        Optional<Problem> loop = Troubles.loop(service, instance, situation);
        loop.ifPresent(draft::problem);
        if (loop.isEmpty()) {
            draft.waiting(service.name(), restart);
        }
    }

    private boolean isGateOpen(Service service) {
        return switch (gates.before(service)) {
            case Gates.Gate.Open _ -> true;
            case Gates.Gate.Closed closed -> {
                draft.waiting(service.name(), closed.what());
                yield false;
            }
            case Gates.Gate.Barred barred -> {
                barred.problem().ifPresent(draft::problem);
                yield false;
            }
        };
    }

    /// What only has to be there is not started because somebody asked.
    private void start(Service service, ServiceWanted wish, Instance instance, String reason) {
        if (wish.isToRun()) {
            start(service, instance, reason);
        }
    }

    private void start(Service service, Instance instance, String reason) {
        if (isGateOpen(service)) {
            draft.step(service.name(), new Step.Start(instance.id()), new Draft.PlannedReason(reason, "its start"));
        }
    }

    private void ended(Service service, ServiceWanted wish, Instance instance, Instance.Phase.Exited exited) {
        Optional<String> restart = restartReason(service, wish, exited.since());
        if (restart.isPresent()) {
            start(service, wish, instance, restart.get());
            return;
        }
        InstanceMemory known = situation.memory().instance(instance.id());
        switch (RestartRules.verdict(policy(service), exited, wish, known)) {
            case RestartRules.Verdict.StartNow now -> start(service, instance, now.reason());
            case RestartRules.Verdict.StartAt later -> {
                if (situation.now().isBefore(later.at())) {
                    awaitStart(service, wish, instance, later);
                } else {
                    start(service, instance, later.reason());
                }
            }
            case RestartRules.Verdict.LeaveIt _ -> {
                if (exited.code() != 0 && wish.until() == ServiceWanted.Until.READY) {
                    draft.problem(Troubles.ended(service, exited));
                }
            }
        }
    }

    /// What an engine starts again by itself is left alone once it has ended for good.
    private RestartPolicy policy(Service service) {
        return RestartRules.policy(service, situation.observed().habits());
    }

    private void awaitStart(
            Service service, ServiceWanted wish, Instance instance, RestartRules.Verdict.StartAt later) {
        draft.lookAgain(later.at());
        if (wish.until() == ServiceWanted.Until.READY) {
            awaitUnlessLooping(service, instance, "its restart (" + later.reason() + ")");
        }
    }

    private void keep(Service service, ServiceWanted wish, Instance instance, Instance.Phase.Running running) {
        Optional<String> restart = restartReason(service, wish, running.since());
        if (restart.isPresent()) {
            draft.step(
                    service.name(),
                    new Step.Stop(instance.id(), grace(service, wish)),
                    new Draft.PlannedReason(restart.get(), "its restart"));
            return;
        }
        if (situation.memory().isUnderWay("instance " + instance.id())) {
            draft.waiting(service.name(), "its start");
        }
        Optional<HealthCheck> check = HealthRules.check(service, instance);
        check.ifPresent(known -> tendHealth(service, wish, instance, running, known));
        if (wish.until() == ServiceWanted.Until.READY) {
            new Readiness(situation, draft).await(service, instance, running, check);
        }
    }

    /// Why a run that began at that moment must not be the last. It also tells, without any memory, that an instance
    /// which we stopped for that reason is to be started again.
    private Optional<String> restartReason(Service service, ServiceWanted wish, Instant since) {
        if (wish.restartOlderThan().filter(moment -> since.isBefore(moment)).isPresent()) {
            return Optional.of("restart asked for");
        }
        return service.lifecycle().dependencies().entrySet().stream()
                .filter(entry -> entry.getValue().restartsWith())
                .filter(entry -> situation.isToBeThere(entry.getKey()))
                .filter(entry -> situation.instances(entry.getKey()).stream()
                        .anyMatch(other -> other.createdAt().isAfter(since)))
                .map(entry -> entry.getKey() + " was made anew")
                .findFirst();
    }

    private void tendHealth(
            Service service, ServiceWanted wish, Instance instance, Instance.Phase.Running running, HealthCheck check) {
        Health health = situation.health(service, instance);
        if (health == Health.STARTING || !HealthRules.isTestedByEngine(instance)) {
            probe(instance, running, check, health);
        }
        if (health == Health.UNHEALTHY && isRestartedWhenUnhealthy(service)) {
            restartUnhealthy(service, wish, instance, running);
            return;
        }
        if (wish.until() == ServiceWanted.Until.READY && health == Health.STARTING) {
            InstanceMemory.Probes probes =
                    situation.memory().instance(instance.id()).probes();
            draft.waiting(service.name(), "to be healthy" + Troubles.said(probes));
        }
        if (wish.until() == ServiceWanted.Until.READY && health == Health.UNHEALTHY) {
            draft.problem(Troubles.unhealthy(
                    service, situation.memory().instance(instance.id()).probes()));
        }
    }

    private void probe(Instance instance, Instance.Phase.Running running, HealthCheck check, Health health) {
        Step.Probe step = new Step.Probe(instance.id());
        Instant due = HealthRules.due(
                check, running, situation.memory().instance(instance.id()).probes(), starting);
        if (situation.memory().isUnderWay(step.subject())) {
            return;
        }
        if (due.isAfter(situation.now())) {
            draft.lookAgain(due);
        } else {
            draft.step(step, health == Health.STARTING ? "starting: the first success opens the gate" : "interval");
        }
    }

    private boolean isRestartedWhenUnhealthy(Service service) {
        return service.extension()
                .restartUnhealthy()
                .orElse(situation.wanted().stack().extension().restartUnhealthy());
    }

    /// With the restart policy's back-off, counted from when it was started.
    private void restartUnhealthy(
            Service service, ServiceWanted wish, Instance instance, Instance.Phase.Running running) {
        int attempts = situation.memory().instance(instance.id()).restarts();
        Instant due = running.since().plus(RestartRules.delay(attempts + 1));
        draft.waiting(service.name(), "its restart (unhealthy)");
        if (due.isAfter(situation.now())) {
            draft.lookAgain(due);
        } else {
            draft.step(new Step.Stop(instance.id(), grace(service, wish)), "stays unhealthy");
        }
    }

    private static java.time.Duration grace(Service service, ServiceWanted wish) {
        return wish.grace().orElse(service.lifecycle().stopGrace());
    }
}
