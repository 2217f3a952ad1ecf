package dev.hauban.compose;

import dev.hauban.compose.origin.Origins;
import dev.hauban.problem.Problem;
import java.util.List;

/// What came of asking where everything comes from.
///
/// @param origins of what could be read
/// @param problems what is wrong, and what is worth knowing, in the order of the files
public record OriginReading(Origins origins, List<Problem> problems) {
    public boolean isRefused() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
