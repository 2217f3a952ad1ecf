package dev.hauban.stack;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a service may use.
///
/// @param memory in bytes
/// @param cpus in cores
/// @param processes how many processes and threads
/// @param rlimits such as `nofile`, soft and hard
public record Limits(OptionalLong memory, Optional<Double> cpus, OptionalLong processes, Map<String, Rlimit> rlimits) {
    public Limits {
        rlimits = Maps.inOrder(rlimits);
    }

    public static Limits none() {
        return new Limits(OptionalLong.empty(), Optional.empty(), OptionalLong.empty(), Map.of());
    }

    /// A limit of the kernel's for a process; -1 is without limit.
    public record Rlimit(long soft, long hard) {}
}
