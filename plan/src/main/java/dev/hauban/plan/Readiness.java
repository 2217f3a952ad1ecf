package dev.hauban.plan;

import dev.hauban.stack.Dependency;
import dev.hauban.stack.HealthCheck;
import dev.hauban.stack.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What somebody who waits until a service is ready still waits for while it runs.
final class Readiness {
    private final Situation situation;
    private final Draft draft;

    Readiness(Situation situation, Draft draft) {
        this.situation = situation;
        this.draft = draft;
    }

    /// A one-shot's end; what has a test is waited for where its health is tended; anything else is believed when it
    /// has run for a moment.
    void await(Service service, Instance instance, Instance.Phase.Running running, Optional<HealthCheck> check) {
        if (isOneShot(service)) {
            draft.waiting(service.name(), "to complete");
        } else if (check.isEmpty()) {
            awaitSteadiness(service, instance, running);
        }
    }

    private void awaitSteadiness(Service service, Instance instance, Instance.Phase.Running running) {
        Duration enough = RestartRules.steady(situation.memory().instance(instance.id()));
        Instant steady = running.since().plus(enough);
        if (situation.now().isBefore(steady)) {
            draft.lookAgain(steady);
            draft.waiting(service.name(), "to have run for " + enough.toSeconds() + " s");
        }
    }

    /// Something in the stack waits for its end.
    private boolean isOneShot(Service service) {
        return situation.wanted().stack().services().values().stream()
                .map(other -> other.lifecycle().dependencies().get(service.name()))
                .anyMatch(dependency ->
                        dependency != null && dependency.condition() == Dependency.Condition.COMPLETED_SUCCESSFULLY);
    }
}
