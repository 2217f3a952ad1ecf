package dev.hauban.plan;

import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the world looks like after a step that succeeded. It serves the dry run and every engine that has no world.
public final class Effects {
    private Effects() {}

    public static Observed after(Observed before, Step step, Stack stack, Instant now) {
        return switch (step) {
            case Step.Prepare _, Step.Probe _ -> before;
            case Step.CreateNetwork create ->
                networks(
                        before,
                        plus(before.networks(), networkName(stack, create.key())),
                        networkName(stack, create.key()));
            case Step.RemoveNetwork remove -> networks(before, minus(before.networks(), remove.name()), remove.name());
            case Step.CreateVolume create -> volumes(before, plus(before.volumes(), volumeName(stack, create.key())));
            case Step.RemoveVolume remove -> volumes(before, minus(before.volumes(), remove.name()));
            case Step.Create create -> with(before, fresh(stack, create.instance(), now));
            case Step.Recreate recreate -> with(before, fresh(stack, recreate.instance(), now));
            case Step.Start start -> phase(before, start.instance(), new Instance.Phase.Running(now));
            case Step.Stop stop -> stopped(before, stop.instance(), now);
            case Step.Remove remove -> without(before, remove.instance());
        };
    }

    /// The instance ended by itself.
    public static Observed ended(Observed before, InstanceId id, int code, Instant now) {
        return before.instance(id)
                .filter(Instance::isRunning)
                .map(known -> phase(before, id, exited(known, code, now)))
                .orElse(before);
    }

    private static Observed stopped(Observed before, InstanceId id, Instant now) {
        return before.instance(id)
                .filter(Instance::isUp)
                .map(known -> phase(before, id, exited(known, 143, now)))
                .orElse(before);
    }

    private static Instance.Phase exited(Instance instance, int code, Instant now) {
        Instant since = instance.phase() instanceof Instance.Phase.Running running ? running.since() : now;
        return new Instance.Phase.Exited(code, since, now);
    }

    private static Instance fresh(Stack stack, InstanceId id, Instant now) {
        Optional<Service> service = stack.service(id.service());
        String image = service.flatMap(known -> known.program().image())
                .map(Object::toString)
                .orElse("");
        return new Instance(
                id,
                new Instance.Phase.Created(),
                service.map(Service::hash).orElse(""),
                now,
                Optional.empty(),
                Optional.empty(),
                new Instance.Details(stack.name() + "-" + id, image, "", List.of(), Optional.empty()));
    }

    private static Observed phase(Observed before, InstanceId id, Instance.Phase phase) {
        return before.instance(id)
                .map(known -> with(
                        before,
                        new Instance(
                                id,
                                phase,
                                known.hash(),
                                known.createdAt(),
                                known.health(),
                                known.imageCheck(),
                                known.ties(),
                                known.details())))
                .orElse(before);
    }

    private static Observed with(Observed before, Instance instance) {
        List<Instance> instances =
                new ArrayList<>(without(before, instance.id()).instances());
        instances.add(instance);
        return new Observed(instances, before.networks(), before.divergedNetworks(), before.volumes(), before.habits());
    }

    private static Observed without(Observed before, InstanceId id) {
        List<Instance> instances = new ArrayList<>(before.instances());
        instances.removeIf(instance -> instance.id().equals(id));
        return new Observed(instances, before.networks(), before.divergedNetworks(), before.volumes(), before.habits());
    }

    /// @param changed no longer there as it was
    private static Observed networks(Observed before, SortedSet<String> networks, String changed) {
        return new Observed(
                before.instances(),
                networks,
                minus(before.divergedNetworks(), changed),
                before.volumes(),
                before.habits());
    }

    private static Observed volumes(Observed before, SortedSet<String> volumes) {
        return new Observed(before.instances(), before.networks(), before.divergedNetworks(), volumes, before.habits());
    }

    private static String networkName(Stack stack, String key) {
        Network network = stack.networks().get(key);
        return network == null ? key : network.name();
    }

    private static String volumeName(Stack stack, String key) {
        Volume volume = stack.volumes().get(key);
        return volume == null ? key : volume.name();
    }

    private static SortedSet<String> plus(SortedSet<String> names, String name) {
        SortedSet<String> more = new TreeSet<>(names);
        more.add(name);
        return more;
    }

    private static SortedSet<String> minus(SortedSet<String> names, String name) {
        SortedSet<String> less = new TreeSet<>(names);
        less.remove(name);
        return less;
    }
}
