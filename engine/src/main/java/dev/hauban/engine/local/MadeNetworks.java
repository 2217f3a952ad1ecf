package dev.hauban.engine.local;

import dev.hauban.engine.local.address.Block;
import dev.hauban.engine.local.keep.LocalFolder;
import dev.hauban.stack.Network;
import dev.hauban.stack.Stack;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The project's networks as they were made, beside what the files say of them now.
final class MadeNetworks {
    private final Stack stack;
    private final Map<String, LocalFolder.NetworkMade> made = new TreeMap<>();
    private final SortedSet<String> names;

    MadeNetworks(LocalFolder folder, Stack stack) throws IOException {
        this.stack = stack;
        this.names = LocalFolder.names(folder.networks());
        for (String name : names) {
            folder.networkMade(name).ifPresent(network -> made.put(name, network));
        }
    }

    /// Which an instance notes, to be known as being on the network as long as that is the same.
    static String mark(Network network, Block range) {
        return mark(network.hash(), range.toString());
    }

    private static String mark(String hash, String range) {
        return hash + "/" + range;
    }

    SortedSet<String> names() {
        return new TreeSet<>(names);
    }

    /// Those that are not as the files say, or whose addresses the files give to another.
    SortedSet<String> diverged() {
        SortedSet<String> diverged = new TreeSet<>();
        made.forEach((name, network) -> {
            Set<String> hashes = defined(name).map(Network::hash).collect(Collectors.toSet());
            if (!hashes.isEmpty() && (!hashes.contains(network.hash()) || isClaimed(name, network))) {
                diverged.add(name);
            }
        });
        return diverged;
    }

    /// What an instance that is on the network has noted. None where the files don't say, or nobody knows how it was
    /// made.
    Set<String> marks(String name) {
        LocalFolder.NetworkMade network = made.get(name);
        if (network == null) {
            return Set.of();
        }
        // Its addresses are another's: nobody is on it.
        String range = isClaimed(name, network) ? "claimed" : network.range();
        return defined(name).map(definition -> mark(definition.hash(), range)).collect(Collectors.toUnmodifiableSet());
    }

    /// Two keys may name the same one.
    private Stream<Network> defined(String name) {
        return stack.networks().values().stream()
                .filter(network -> network.name().equals(name) && !network.isExternal());
    }

    /// One that was given its addresses by us gives way to one whose subnet stands in the files.
    private boolean isClaimed(String name, LocalFolder.NetworkMade network) {
        Optional<Block> range = Block.parse(network.range());
        return range.isPresent()
                && defined(name).allMatch(definition -> definition.subnets().isEmpty())
                && stack.networks().values().stream()
                        .filter(other -> !other.name().equals(name))
                        .flatMap(other -> other.subnets().stream())
                        .flatMap(subnet -> Block.parse(subnet.cidr()).stream())
                        .anyMatch(range.get()::overlaps);
    }
}
