package dev.hauban.stack;

import java.util.List;
import java.util.Optional;

/// How a service hangs on a network.
///
/// @param aliases further names of the service on this network
/// @param address static IPv4 address, if given
/// @param address6 static IPv6 address, if given
/// @param priority higher connects first
public record NetworkAttachment(
        List<String> aliases, Optional<String> address, Optional<String> address6, int priority) {
    public NetworkAttachment {
        aliases = List.copyOf(aliases);
    }

    public static NetworkAttachment plain() {
        return new NetworkAttachment(List.of(), Optional.empty(), Optional.empty(), 0);
    }
}
