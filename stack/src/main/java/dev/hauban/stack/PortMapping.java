package dev.hauban.stack;

import java.util.Optional;

/// A port of a service that is published on the host.
///
/// @param hostAddress the address it is bound to; absent means every address
/// @param published one port, or a range `8000-8010` to choose from; absent means any free port
/// @param target the port inside, 1 to 65535
/// @param protocol `tcp` or `udp`
public record PortMapping(Optional<String> hostAddress, Optional<String> published, int target, String protocol) {
    public PortMapping {
        if (target < 1 || target > 65_535) {
            throw new IllegalArgumentException("not a port: " + target);
        }
    }
}
