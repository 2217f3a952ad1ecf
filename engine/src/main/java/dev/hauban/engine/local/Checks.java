package dev.hauban.engine.local;

import dev.hauban.problem.Problem;
import dev.hauban.stack.Service;
import dev.hauban.stack.ServiceName;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What would go wrong, or not be as the file asks, if services were started now.
final class Checks {
    private final LocalProject project;

    Checks(LocalProject project) {
        this.project = project;
    }

    List<Problem> of(Stack stack, Set<ServiceName> names) {
        var problems = new ArrayList<Problem>();
        for (Service service : stack.services().values()) {
            if (names.contains(service.name())) {
                problems.addAll(project.programs().check(service));
            }
        }
        return problems;
    }
}
