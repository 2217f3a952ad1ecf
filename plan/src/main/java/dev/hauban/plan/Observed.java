package dev.hauban.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an engine sees of a project, at one moment.
///
/// @param instances in order of their ids; also those of services that the stack doesn't have (orphans)
/// @param networks full names of the networks that exist, as the files say
/// @param divergedNetworks full names of those that exist, but not as the files say
/// @param volumes full names of the volumes that exist
/// @param habits what the engine does by itself
public record Observed(
        List<Instance> instances,
        SortedSet<String> networks,
        SortedSet<String> divergedNetworks,
        SortedSet<String> volumes,
        Habits habits) {
    public Observed {
        // Not `Comparator.comparing`: its lambda is one of those that the JVM would make anew at every start.
        instances = instances.stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
        networks = Collections.unmodifiableSortedSet(new TreeSet<>(networks));
        divergedNetworks = Collections.unmodifiableSortedSet(new TreeSet<>(divergedNetworks));
        volumes = Collections.unmodifiableSortedSet(new TreeSet<>(volumes));
    }

    /// As an engine sees it that does only what it is told.
    public Observed(List<Instance> instances, SortedSet<String> networks, SortedSet<String> volumes) {
        this(instances, networks, new TreeSet<>(), volumes, Habits.none());
    }

    public static Observed nothing() {
        return new Observed(List.of(), new TreeSet<>(), new TreeSet<>());
    }

    public Optional<Instance> instance(InstanceId id) {
        return instances.stream().filter(instance -> instance.id().equals(id)).findFirst();
    }
}
