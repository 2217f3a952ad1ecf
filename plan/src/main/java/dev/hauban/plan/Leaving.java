package dev.hauban.plan;

import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Stops and takes away, in the reverse of the order in which things start.
final class Leaving {
    private final Situation situation;
    private final Draft draft;

    Leaving(Situation situation, Draft draft) {
        this.situation = situation;
        this.draft = draft;
    }

    void plan() {
        situation.wanted().services().forEach((name, wish) -> {
            switch (wish.goal()) {
                case RUNNING, RESUMED, MADE -> {}
                case STOPPED -> stop(name, wish, false);
                case REMOVED -> stop(name, wish, true);
            }
        });
        if (situation.wanted().removesOrphans()) {
            orphans();
        }
        situation.wanted().teardown().ifPresent(this::tearDown);
    }

    private void stop(ServiceName name, ServiceWanted wish, boolean isRemoved) {
        for (Instance instance : situation.instances(name)) {
            if (instance.isUp()) {
                stop(name, wish, instance);
            } else if (isRemoved) {
                Step remove = new Step.Remove(instance.id(), removesVolumes());
                draft.step(name, remove, new Draft.PlannedReason("down", "its removal"));
            }
        }
    }

    private void stop(ServiceName name, ServiceWanted wish, Instance instance) {
        if (isHeldByDependants(name)) {
            draft.waiting(name, "what depends on it to stop");
            return;
        }
        String reason = wish.goal() == ServiceWanted.Goal.REMOVED ? "down" : "stop";
        draft.step(name, new Step.Stop(instance.id(), grace(name, wish)), new Draft.PlannedReason(reason, "its end"));
    }

    /// Dependants that are leaving too go first; those that are to stay don't hold anybody.
    private boolean isHeldByDependants(ServiceName name) {
        for (ServiceName dependant : Dependencies.dependants(situation.wanted().stack(), name)) {
            boolean isLeaving = situation.wish(dependant).isPresent() && !situation.isToBeThere(dependant);
            if (isLeaving && situation.instances(dependant).stream().anyMatch(Instance::isUp)) {
                return true;
            }
        }
        return false;
    }

    private void orphans() {
        for (Instance instance : situation.observed().instances()) {
            ServiceName name = instance.id().service();
            if (situation.wanted().stack().services().containsKey(name)
                    || situation.wanted().services().containsKey(name)) {
                continue;
            }
            Step step = instance.isUp()
                    ? new Step.Stop(instance.id(), Lifecycle.DEFAULT_GRACE)
                    : new Step.Remove(instance.id(), removesVolumes());
            draft.step(name, step, new Draft.PlannedReason("the stack has no such service", "its removal"));
        }
    }

    private void tearDown(Wanted.Teardown teardown) {
        Stack stack = situation.wanted().stack();
        for (Network network : stack.networks().values()) {
            boolean isUsed = isUsed(service -> service.attachments().networks().containsKey(network.key()));
            if (!network.isExternal() && !isUsed && situation.isNetworkLeft(network.name())) {
                takeAway(
                        new Step.RemoveNetwork(network.name()),
                        "nothing uses it any more",
                        "network " + network.name());
            }
        }
        if (!teardown.volumes()) {
            return;
        }
        for (Volume volume : stack.volumes().values()) {
            boolean isUsed = isUsed(service -> mounts(service, volume.key()));
            if (!volume.isExternal() && !isUsed && situation.isVolumeThere(volume.name())) {
                takeAway(new Step.RemoveVolume(volume.name()), "asked for with the volumes", "volume " + volume.name());
            }
        }
    }

    /// Whether a service that stays, or an instance that hasn't gone yet, uses it.
    private boolean isUsed(Function<Service, Boolean> uses) {
        for (Map.Entry<ServiceName, Service> entry :
                situation.wanted().stack().services().entrySet()) {
            Optional<ServiceWanted> wish = situation.wish(entry.getKey());
            boolean isThere = !situation.instances(entry.getKey()).isEmpty();
            boolean stays = wish.isPresent() && wish.get().goal() != ServiceWanted.Goal.REMOVED;
            if ((isThere || stays) && uses.apply(entry.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean mounts(Service service, String volume) {
        return service.attachments().mounts().stream()
                .anyMatch(mount ->
                        mount instanceof Mount.Named named && named.volume().equals(volume));
    }

    /// A network or volume is nobody's own: the first service stands for all that wait.
    private void takeAway(Step step, String reason, String what) {
        boolean hasChance = draft.step(step, reason);
        situation.wanted().services().keySet().stream()
                .findFirst()
                .filter(_ -> hasChance)
                .ifPresent(name -> draft.waiting(name, what + " to be removed"));
    }

    private boolean removesVolumes() {
        return situation.wanted().teardown().map(Wanted.Teardown::volumes).orElse(false);
    }

    private Duration grace(ServiceName name, ServiceWanted wish) {
        return wish.grace()
                .or(() -> situation
                        .wanted()
                        .stack()
                        .service(name)
                        .map(service -> service.lifecycle().stopGrace()))
                .orElse(Lifecycle.DEFAULT_GRACE);
    }
}
