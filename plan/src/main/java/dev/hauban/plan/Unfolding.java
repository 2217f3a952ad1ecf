package dev.hauban.plan;

import dev.hauban.problem.DefectException;
import dev.hauban.problem.Problem;
import dev.hauban.stack.Dependency;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the planner would do from here, assuming that every step succeeds, that every health check passes at once and
/// that what is waited for to complete ends with 0. It is what `--dry-run` prints.
///
/// @param steps in rounds: those of one round may run side by side; tests of health are left out
/// @param problems what would still be wrong at the end
public record Unfolding(List<List<PlannedStep>> steps, List<Problem> problems) {
    private static final int MOST_ROUNDS = 10_000;

    public Unfolding {
        steps = steps.stream().map(List::copyOf).toList();
        problems = List.copyOf(problems);
    }

    public static Unfolding of(Wanted wanted, Observed observed, Memory memory, Instant now) {
        Course course = new Course(wanted, observed, memory.awoken(), now);
        List<List<PlannedStep>> rounds = new ArrayList<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Decision decision = course.next();
            List<PlannedStep> changing = decision.steps().stream()
                    .filter(planned -> !(planned.step() instanceof Step.Probe))
                    .toList();
            if (!changing.isEmpty()) {
                rounds.add(changing);
            }
            boolean isOver = decision.steps().isEmpty() && (decision.isDone() || decision.isStuck());
            if (isOver || !course.advance(decision)) {
                return new Unfolding(rounds, decision.problems());
            }
        }
        throw new DefectException("the plan does not come to an end");
    }

    /// A world in which everything goes well.
    private static final class Course {
        private final Wanted wanted;
        private Observed observed;
        private Memory memory;
        private Instant now;

        Course(Wanted wanted, Observed observed, Memory memory, Instant now) {
            this.wanted = wanted;
            this.observed = observed;
            this.memory = memory;
            this.now = now;
        }

        Decision next() {
            return Planner.next(wanted, observed, memory, now);
        }

        /// Lets the steps succeed, or time pass; false when nothing would ever happen.
        boolean advance(Decision decision) {
            if (decision.steps().isEmpty()) {
                Optional<Instant> later = decision.lookAgain().filter(at -> at.isAfter(now));
                later.ifPresent(at -> now = at);
                return later.isPresent();
            }
            now = now.plusMillis(1);
            for (PlannedStep planned : decision.steps()) {
                perform(planned.step());
            }
            memory = memory.noticed(observed);
            return true;
        }

        private void perform(Step step) {
            memory = memory.begun(step, now);
            observed = Effects.after(observed, step, wanted.stack(), now);
            if (step instanceof Step.Start start
                    && isWaitedForToComplete(start.instance().service())) {
                observed = Effects.ended(observed, start.instance(), 0, now);
            }
            Outcome outcome = step instanceof Step.Probe
                    ? new Outcome.Probed(new ProbeResult.Passed(Duration.ZERO, ""))
                    : new Outcome.Succeeded();
            Optional<String> hash = step instanceof Step.Prepare prepare
                    ? wanted.stack().service(prepare.service()).map(Service::hash)
                    : Optional.empty();
            memory = memory.ended(step, outcome, now, hash);
        }

        private boolean isWaitedForToComplete(ServiceName name) {
            return wanted.stack().services().values().stream()
                    .map(service -> service.lifecycle().dependencies().get(name))
                    .anyMatch(dependency -> dependency != null
                            && dependency.condition() == Dependency.Condition.COMPLETED_SUCCESSFULLY);
        }
    }

    /// Shown with every unfolding.
    public static String assumption() {
        return "assuming that every step succeeds and every health check passes";
    }
}
