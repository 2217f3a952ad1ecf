package dev.hauban.engine.docker;

import dev.hauban.plan.Health;
import dev.hauban.plan.Instance;
import dev.hauban.plan.Ties;
import dev.hauban.stack.HealthCheck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/// What the daemon's words about a container mean, as long as it says nothing else of it.
///
/// @param check the test that the daemon runs
record Facts(
        Container container,
        Instance.Phase phase,
        Instant created,
        Optional<Health> health,
        Optional<HealthCheck> check,
        Instance.Details details,
        Made made) {

    /// What a container was made with.
    ///
    /// @param image its id
    /// @param hosts whose namespaces or volumes it shares
    /// @param networks ids by names; an id is empty where the daemon doesn't say it
    /// @param volumes names
    record Made(
            String imageName,
            String image,
            List<String> hosts,
            SortedMap<String, String> networks,
            SortedSet<String> volumes) {}

    /// @param hash in the words of the files
    Instance instance(String hash, Ties ties) {
        return new Instance(container.instance(), phase, hash, created, health, check, ties, details);
    }
}
