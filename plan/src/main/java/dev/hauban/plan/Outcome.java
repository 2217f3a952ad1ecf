package dev.hauban.plan;

import dev.hauban.problem.Problem;

/// How a step ended.
public sealed interface Outcome {
    record Succeeded() implements Outcome {}

    /// @param mayPass whether trying again later could help without anybody acting
    record Failed(Problem problem, boolean mayPass) implements Outcome {}

    /// The outcome of a [Step.Probe].
    record Probed(ProbeResult result) implements Outcome {}
}
