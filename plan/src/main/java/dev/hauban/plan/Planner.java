package dev.hauban.plan;

import java.time.Instant;

/// The function that decides everything: what is to be done now, given what is wanted, what is seen, what is
/// remembered, and what time it is. It is asked again after everything that happens.
public final class Planner {
    private Planner() {}

    /// Steps are unrelated to each other and to what is under way: they may all begin at once.
    public static Decision next(Wanted wanted, Observed observed, Memory memory, Instant now) {
        Situation situation = new Situation(wanted, observed, memory, now);
        Draft draft = new Draft(situation);
        new Running(situation, draft).plan();
        new Leaving(situation, draft).plan();
        return draft.decision();
    }

    /// The health of an instance, by what the engine says and by our own tests.
    public static Health health(Wanted wanted, Instance instance, Memory memory, Instant now) {
        return wanted.stack()
                .service(instance.id().service())
                .map(service -> HealthRules.health(service, instance, memory, now))
                .orElse(Health.NONE);
    }
}
