package dev.hauban.api;

import java.time.Instant;
import java.util.List;

/// What an operator says of itself.
public record OperatorStatus(Program program, long process, Instant since, List<Supervised> projects) {
    public OperatorStatus {
        projects = List.copyOf(projects);
    }

    /// A project that the operator looks after.
    ///
    /// @param wantedRunning how many services are to run
    public record Supervised(Project project, int wantedRunning) {}
}
