package dev.hauban.plan;

import dev.hauban.stack.Service;
import java.util.Optional;

/// Whether an instance has to be made anew.
final class Replacing {
    private Replacing() {}

    /// Why it must be replaced; empty when it may stay.
    static Optional<String> reason(Service service, Instance instance, ServiceWanted wish) {
        if (wish.goal() != ServiceWanted.Goal.RUNNING) {
            return Optional.empty();
        }
        if (!instance.hash().equals(service.hash())) {
            return Optional.of("configuration changed");
        }
        return wish.recreateOlderThan()
                .filter(moment -> instance.createdAt().isBefore(moment))
                .map(_ -> "asked to be made anew");
    }
}
