package dev.hauban.plan;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an instance was made with and still has, as far as its engine can tell.
///
/// @param hasCurrentImage whether the image that it was made from is still the one that its name means
/// @param hasItsHosts whether the instances whose namespaces or volumes it shares are still there
/// @param networks full names of the networks that it is on; empty when the engine can't tell
/// @param volumes full names of the volumes that it has; empty when the engine can't tell
public record Ties(
        boolean hasCurrentImage,
        boolean hasItsHosts,
        Optional<SortedSet<String>> networks,
        Optional<SortedSet<String>> volumes) {
    public Ties {
        networks = networks.map(Ties::copy);
        volumes = volumes.map(Ties::copy);
    }

    /// Nothing speaks against it.
    public static Ties unknown() {
        return new Ties(true, true, Optional.empty(), Optional.empty());
    }

    private static SortedSet<String> copy(SortedSet<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }
}
