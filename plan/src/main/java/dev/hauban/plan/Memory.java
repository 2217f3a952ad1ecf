package dev.hauban.plan;

import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What has to be remembered between two decisions, because no engine can tell it. Immutable: each thing that
/// happens gives the next memory.
///
/// @param instances attempts, probes and exits of each instance
/// @param underWay steps that were begun and have not ended, by their subject
/// @param setbacks steps that failed, until they are asked for again, by `kind subject`
/// @param prepared for what each service was last prepared, and when
public record Memory(
        Map<InstanceId, InstanceMemory> instances,
        Map<String, Step> underWay,
        Map<String, Setback> setbacks,
        Map<ServiceName, Prepared> prepared) {

    public Memory {
        instances = Collections.unmodifiableMap(new TreeMap<>(instances));
        underWay = Collections.unmodifiableMap(new TreeMap<>(underWay));
        setbacks = Collections.unmodifiableMap(new TreeMap<>(setbacks));
        prepared = Collections.unmodifiableMap(new TreeMap<>(prepared));
    }

    /// A step that failed.
    ///
    /// @param mayPass whether it may be tried again without anybody acting
    /// @param attempts how often it failed in a row
    public record Setback(Problem problem, boolean mayPass, int attempts, Instant at) {}

    /// A service's programs were looked after.
    ///
    /// @param hash the config hash that the service had
    public record Prepared(String hash, Instant at) {}

    public static Memory empty() {
        return new Memory(Map.of(), Map.of(), Map.of(), Map.of());
    }

    public InstanceMemory instance(InstanceId id) {
        return instances.getOrDefault(id, InstanceMemory.fresh());
    }

    public Optional<Setback> setback(Step step) {
        return Optional.ofNullable(setbacks.get(key(step)));
    }

    boolean isUnderWay(String subject) {
        return underWay.containsKey(subject);
    }

    /// Somebody asked for these services again: what failed before is tried again, attempts count anew.
    public Memory asked(Set<ServiceName> services) {
        Map<InstanceId, InstanceMemory> known = new TreeMap<>();
        instances.forEach(
                (id, memory) -> known.put(id, services.contains(id.service()) ? memory.askedAgain() : memory));
        return new Memory(known, underWay, Map.of(), prepared);
    }

    public Memory begun(Step step, Instant at) {
        Map<String, Step> steps = new TreeMap<>(underWay);
        steps.put(step.subject(), step);
        Memory next = new Memory(instances, steps, setbacks, prepared);
        return switch (step) {
            case Step.Stop stop -> next.with(stop.instance(), InstanceMemory::stopping);
            case Step.Start start -> next.with(start.instance(), memory -> memory.starting(at));
            case Step.Probe probe -> next.with(probe.instance(), memory -> memory.probing(at));
            case Step.Create _,
                    Step.Recreate _,
                    Step.Remove _,
                    Step.Prepare _,
                    Step.CreateNetwork _,
                    Step.RemoveNetwork _,
                    Step.CreateVolume _,
                    Step.RemoveVolume _ -> next;
        };
    }

    /// @param hash the config hash of the service that was prepared, for a [Step.Prepare]
    public Memory ended(Step step, Outcome outcome, Instant at, Optional<String> hash) {
        Map<String, Step> steps = new TreeMap<>(underWay);
        // The end of one that was overtaken is not the end of the one that overtook it.
        steps.remove(step.subject(), step);
        Map<String, Setback> failed = new TreeMap<>(setbacks);
        Memory next = switch (outcome) {
            case Outcome.Succeeded _ -> {
                failed.remove(key(step));
                yield new Memory(instances, steps, failed, preparedAfter(step, hash, at));
            }
            case Outcome.Failed failure -> {
                int before = setback(step).map(Setback::attempts).orElse(0);
                failed.put(key(step), new Setback(failure.problem(), failure.mayPass(), before + 1, at));
                yield new Memory(instances, steps, failed, prepared);
            }
            case Outcome.Probed probed -> {
                Memory memory = new Memory(instances, steps, failed, prepared);
                yield step instanceof Step.Probe probe
                        ? memory.with(probe.instance(), known -> known.probed(probed.result(), at))
                        : memory;
            }
        };
        if (!(outcome instanceof Outcome.Succeeded)) {
            return next;
        }
        return switch (step) {
            case Step.Remove remove -> next.without(remove.instance());
            case Step.Recreate recreate -> next.without(recreate.instance());
            case Step.Prepare _,
                    Step.CreateNetwork _,
                    Step.RemoveNetwork _,
                    Step.CreateVolume _,
                    Step.RemoveVolume _,
                    Step.Create _,
                    Step.Start _,
                    Step.Probe _,
                    Step.Stop _ -> next;
        };
    }

    /// Takes in what an engine sees: ends that nobody here asked for are counted once each.
    public Memory noticed(Observed observed) {
        Memory next = this;
        for (Instance instance : observed.instances()) {
            Optional<Instance.Phase.Exited> end = instance.lastEnd();
            if (end.isPresent() && !next.instance(instance.id()).hasSeen(end.get())) {
                next = next.with(instance.id(), memory -> memory.exited(end.get()));
            }
        }
        return next;
    }

    /// These instances passed their health check in their present run.
    public Memory passed(Set<InstanceId> passing) {
        Map<InstanceId, InstanceMemory> known = new TreeMap<>(instances);
        passing.forEach(id -> known.put(id, instance(id).passed()));
        return new Memory(known, underWay, setbacks, prepared);
    }

    /// After a restart of the operator nothing is under way any more.
    public Memory awoken() {
        return new Memory(instances, Map.of(), setbacks, prepared);
    }

    private Map<ServiceName, Prepared> preparedAfter(Step step, Optional<String> hash, Instant at) {
        if (!(step instanceof Step.Prepare prepare) || hash.isEmpty()) {
            return prepared;
        }
        Map<ServiceName, Prepared> known = new TreeMap<>(prepared);
        known.put(prepare.service(), new Prepared(hash.get(), at));
        return known;
    }

    private Memory with(InstanceId id, UnaryOperator<InstanceMemory> change) {
        Map<InstanceId, InstanceMemory> known = new TreeMap<>(instances);
        known.put(id, change.apply(instance(id)));
        return new Memory(known, underWay, setbacks, prepared);
    }

    private Memory without(InstanceId id) {
        Map<InstanceId, InstanceMemory> known = new TreeMap<>(instances);
        known.remove(id);
        return new Memory(known, underWay, setbacks, prepared);
    }

    private static String key(Step step) {
        return step.getClass().getSimpleName() + " " + step.subject();
    }
}
