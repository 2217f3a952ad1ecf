package dev.hauban.stack;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// When a service starts, when it counts as well, what happens when it ends.
///
/// @param dependencies what has to be true before it starts
/// @param stopSignal such as `SIGTERM`; absent means the image's, else SIGTERM
/// @param stopGrace how long it may take to end before it is killed; 10 seconds if the file says nothing
public record Lifecycle(
        Map<ServiceName, Dependency> dependencies,
        Optional<HealthCheck> healthCheck,
        RestartPolicy restart,
        Optional<String> stopSignal,
        Duration stopGrace) {

    /// Docker's own default.
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

    public Lifecycle {
        dependencies = Maps.inOrder(dependencies);
    }

    public static Lifecycle plain() {
        return new Lifecycle(Map.of(), Optional.empty(), new RestartPolicy.Never(), Optional.empty(), DEFAULT_GRACE);
    }
}
