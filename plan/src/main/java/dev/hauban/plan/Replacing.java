package dev.hauban.plan;

import dev.hauban.stack.Mount;
import dev.hauban.stack.Network;
import dev.hauban.stack.Service;
import dev.hauban.stack.Stack;
import dev.hauban.stack.Volume;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Whether an instance has to be made anew.
final class Replacing {
    private Replacing() {}

    /// Why it must be replaced; empty when it may stay.
    static Optional<String> reason(Stack stack, Service service, Instance instance, ServiceWanted wish) {
        if (!wish.isToBeMade() || wish.freshness().isAnyFresh()) {
            return Optional.empty();
        }
        if (!instance.hash().equals(service.hash())) {
            return Optional.of("configuration changed");
        }
        boolean isAskedFor = wish.freshness()
                .recreateOlderThan()
                .filter(moment -> instance.createdAt().isBefore(moment))
                .isPresent();
        return isAskedFor ? Optional.of("asked to be made anew") : loosened(stack, service, instance.ties());
    }

    /// What it was made with is no longer so, though the service is the same.
    private static Optional<String> loosened(Stack stack, Service service, Ties ties) {
        if (!ties.hasCurrentImage()) {
            return Optional.of("its image changed");
        }
        if (!ties.hasItsHosts()) {
            return Optional.of("a service that it shares with was made anew");
        }
        Optional<String> network = ties.networks().flatMap(there -> missing(networks(stack, service), there));
        return network.isPresent()
                ? network.map(name -> "not on the network " + name)
                : ties.volumes()
                        .flatMap(there -> missing(volumes(stack, service), there))
                        .map(name -> "without the volume " + name);
    }

    private static Optional<String> missing(SortedSet<String> wanted, SortedSet<String> there) {
        return wanted.stream().filter(name -> !there.contains(name)).findFirst();
    }

    private static SortedSet<String> networks(Stack stack, Service service) {
        SortedSet<String> names = new TreeSet<>();
        for (String key : service.attachments().networks().keySet()) {
            Network network = stack.networks().get(key);
            if (network != null) {
                names.add(network.name());
            }
        }
        return names;
    }

    private static SortedSet<String> volumes(Stack stack, Service service) {
        SortedSet<String> names = new TreeSet<>();
        for (Mount mount : service.attachments().mounts()) {
            Volume volume = mount instanceof Mount.Named named ? stack.volumes().get(named.volume()) : null;
            if (volume != null) {
                names.add(volume.name());
            }
        }
        return names;
    }
}
