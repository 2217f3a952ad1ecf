package dev.hauban.doctor.subject;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is so on the machine.
///
/// @param engine which engine runs the stack here: `docker`, `local`
/// @param memory absent where it can't be told
/// @param disk of the project's folder
/// @param routes to networks, each with the device that leads there
/// @param docker how the daemon of this machine is set up
public record Machine(
        String engine, Optional<Memory> memory, Optional<Disk> disk, Clock clock, List<Route> routes, Docker docker) {
    public Machine {
        routes = List.copyOf(routes);
    }

    /// One of which nothing is known.
    public static Machine unknown(String engine) {
        return new Machine(
                engine,
                Optional.empty(),
                Optional.empty(),
                new Clock(OptionalLong.empty(), Optional.empty()),
                List.of(),
                Docker.usual());
    }

    public boolean hasDocker() {
        return engine.equals("docker");
    }

    /// In bytes.
    public record Memory(long total, long swap) {}

    /// In bytes.
    public record Disk(long total, long free) {}

    /// @param behind how many seconds the newest file of the project is ahead of the clock, if it is
    /// @param isKept whether something keeps it right; absent where that can't be told
    public record Clock(OptionalLong behind, Optional<Boolean> isKept) {}

    /// A network that is reached by a device, in CIDR form.
    public record Route(String network, String device) {}

    /// @param rotatesLogs whether containers' logs have an end without a word of the stack's
    /// @param pools from which networks without a subnet get theirs
    public record Docker(boolean rotatesLogs, List<String> pools) {
        public Docker {
            pools = List.copyOf(pools);
        }

        /// Source: Docker Engine, the default address pools of its network allocator.
        public static Docker usual() {
            return new Docker(
                    false,
                    List.of(
                            "172.17.0.0/16",
                            "172.18.0.0/16",
                            "172.19.0.0/16",
                            "172.20.0.0/14",
                            "172.24.0.0/14",
                            "172.28.0.0/14",
                            "192.168.0.0/16"));
        }
    }
}
