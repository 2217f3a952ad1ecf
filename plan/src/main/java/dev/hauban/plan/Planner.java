package dev.hauban.plan;

import dev.hauban.stack.Service;
import java.time.Instant;
import java.util.Optional;

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

    /// Whether an instance has ended and stays so: nobody wants it to run, or its restart policy doesn't start it
    /// again.
    public static boolean isLeftEnded(Wanted wanted, Observed observed, Instance instance, Memory memory) {
        if (!(instance.phase() instanceof Instance.Phase.Exited exited)) {
            return false;
        }
        ServiceWanted wish = wanted.services().get(instance.id().service());
        Optional<Service> service = wanted.stack().service(instance.id().service());
        return wish == null
                || !wish.isToBeThere()
                || service.isEmpty()
                || RestartRules.verdict(
                                RestartRules.policy(service.get(), observed.habits()),
                                exited,
                                wish,
                                memory.instance(instance.id()))
                        instanceof RestartRules.Verdict.LeaveIt;
    }

    /// The health of an instance, by what the engine says and by our own tests.
    public static Health health(Wanted wanted, Instance instance, Memory memory, Instant now) {
        return wanted.stack()
                .service(instance.id().service())
                .map(service -> HealthRules.health(service, instance, memory, now))
                .orElse(Health.NONE);
    }
}
