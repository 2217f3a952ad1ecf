package dev.emailight.sending;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// When to try again, and when to give up: soon at first, for a server that is just being restarted; later in hours.
final class Retries {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4));

    private Retries() {}

    /// @param attempts how many there were
    static Optional<Duration> after(int attempts) {
        return attempts <= PAUSES.size() ? Optional.of(PAUSES.get(Math.max(0, attempts - 1))) : Optional.empty();
    }
}
