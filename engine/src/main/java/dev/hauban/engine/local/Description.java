package dev.hauban.engine.local;

import dev.hauban.engine.Engine.Finding;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;

/// What `doctor` tells of this engine.
final class Description {
    private final LocalProject project;

    Description(LocalProject project) {
        this.project = project;
    }

    List<Finding> of(Stack stack) {
        var findings = new ArrayList<Finding>();
        findings.add(new Finding("state", project.folder().root().toString(), true));
        stack.services()
                .values()
                .forEach(service -> project.programs()
                        .check(service)
                        .forEach(problem ->
                                findings.add(new Finding("service " + service.name(), problem.message(), false))));
        return findings;
    }
}
