package dev.hauban.engine.local.image;

import dev.hauban.problem.Problem;
import java.util.List;

/// A service's program, and what is not as the file asks (all of severity degraded or warning).
public record Provisioned(LocalProgram program, List<Problem> remarks) {
    public Provisioned {
        remarks = List.copyOf(remarks);
    }
}
