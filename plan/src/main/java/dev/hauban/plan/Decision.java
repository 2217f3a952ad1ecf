package dev.hauban.plan;

import dev.hauban.problem.Problem;
import dev.hauban.stack.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is to be done now. A stack is many services, each at its own point: one may have steps to do while another
/// waits and a third is in trouble. So a decision has all of it, and the verdict follows from the parts.
///
/// @param steps to begin now, unrelated to each other and to what is under way
/// @param waiting for what the ones who asked are still waiting
/// @param problems what can't come true; told once nothing else can be done, or at once
/// @param lookAgain when to ask again even if nothing happens: a probe or a restart falls due
public record Decision(
        List<PlannedStep> steps, List<Waiting> waiting, List<Problem> problems, Optional<Instant> lookAgain) {
    public Decision {
        steps = List.copyOf(steps);
        waiting = List.copyOf(waiting);
        problems = List.copyOf(problems);
    }

    /// Everything that was asked for is so. Probes may still fall due for as long as it runs.
    public boolean isDone() {
        return waiting.isEmpty() && problems.isEmpty();
    }

    /// Something that was asked for can't come true, and nothing else is left to do or to wait for.
    public boolean isStuck() {
        return waiting.isEmpty() && !problems.isEmpty();
    }

    /// A service that is not yet as asked, and what it waits for: `database to be healthy`.
    public record Waiting(ServiceName service, String what) {}
}
