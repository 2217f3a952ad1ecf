package dev.hauban.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A network of the stack.
///
/// @param key its key in the file
/// @param name its full name on the machine
/// @param configHash Docker Compose's `config-hash` of the network
/// @param isInternal whether nothing outside can be reached through it
/// @param isExternal whether somebody else makes it and takes it away
/// @param subnets in CIDR form, with gateways where given
/// @param specification all of what the files say of it, for what has no word of its own here
public record Network(
        String key,
        String name,
        ConfigHash configHash,
        boolean isInternal,
        boolean isExternal,
        Optional<String> driver,
        List<Subnet> subnets,
        Map<String, String> labels,
        Specification specification) {
    public Network {
        subnets = List.copyOf(subnets);
        labels = Maps.inOrder(labels);
    }

    /// The config-hash as a text.
    public String hash() {
        return configHash.text();
    }

    /// One address pool of a network. `cidr` such as `172.20.0.0/16`.
    public record Subnet(String cidr, Optional<String> gateway) {}
}
