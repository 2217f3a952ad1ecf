package dev.hauban.plan;

import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A decision while it is being made: collects steps, drops those whose subject is busy or that failed, and keeps the
/// next moment to look.
final class Draft {
    private final Situation situation;
    private final List<PlannedStep> steps = new ArrayList<>();
    private final Set<String> subjects = new HashSet<>();
    private final List<Decision.Waiting> waiting = new ArrayList<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private @Nullable Instant lookAgain;

    Draft(Situation situation) {
        this.situation = situation;
    }

    /// Begins a step unless something is under way with the same thing that it has to wait for.
    ///
    /// @return whether the step still has a chance: begun, under way, or to be tried again
    boolean step(Step step, String reason) {
        Optional<Memory.Setback> setback = situation.memory().setback(step);
        if (setback.isPresent() && !isRetried(setback.get())) {
            Optional<Instant> retry = RestartRules.retryAt(setback.get());
            if (retry.isEmpty()) {
                problem(setback.get().problem());
                return false;
            }
            lookAgain(retry.get());
            return true;
        }
        if (mayBegin(step) && subjects.add(step.subject())) {
            steps.add(new PlannedStep(step, reason));
        }
        return true;
    }

    private boolean mayBegin(Step step) {
        Step other = situation.memory().underWay().get(step.subject());
        return other == null || step.overtakes(other);
    }

    /// The same, for a service that somebody waits for: it is waiting as long as the step has a chance.
    boolean step(ServiceName service, Step step, PlannedReason why) {
        boolean hasChance = step(step, why.reason());
        if (hasChance) {
            waiting(service, why.waitingFor());
        }
        return hasChance;
    }

    /// Why a step is done, and what its service waits for until it is.
    record PlannedReason(String reason, String waitingFor) {}

    private boolean isRetried(Memory.Setback setback) {
        return RestartRules.retryAt(setback)
                .filter(at -> !situation.now().isBefore(at))
                .isPresent();
    }

    void waiting(ServiceName service, String what) {
        waiting.add(new Decision.Waiting(service, what));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void lookAgain(Instant at) {
        if (lookAgain == null || at.isBefore(lookAgain)) {
            lookAgain = at;
        }
    }

    Decision decision() {
        return new Decision(steps, waiting, causesFirst(), Optional.ofNullable(lookAgain));
    }

    /// Each cause is told in full once, and behind the causes in a short line who can't start because of it.
    private List<Problem> causesFirst() {
        List<Problem> causes = new ArrayList<>();
        Set<Problem> held = new LinkedHashSet<>();
        for (Problem problem : problems) {
            Optional<Problem> cause = problems.stream()
                    .filter(other -> problem.message().endsWith(Troubles.CANNOT_START + other.message()))
                    .reduce((one, other) ->
                            one.message().length() <= other.message().length() ? one : other);
            cause.ifPresentOrElse(known -> held.add(Troubles.shortened(problem, known)), () -> causes.add(problem));
        }
        causes.addAll(held);
        return List.copyOf(causes);
    }
}
