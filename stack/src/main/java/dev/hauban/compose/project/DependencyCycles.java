package dev.hauban.compose.project;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds services that wait for each other in a circle, and says which.
final class DependencyCycles {
    private final Map<String, Mapping> services;
    private final Problems problems;
    private final Set<String> done = new HashSet<>();
    private final List<String> path = new ArrayList<>();

    DependencyCycles(Map<String, Mapping> services, Problems problems) {
        this.services = services;
        this.problems = problems;
    }

    void check() {
        for (String name : new TreeSet<>(services.keySet())) {
            follow(name);
        }
    }

    private void follow(String name) {
        if (done.contains(name)) {
            return;
        }
        path.add(name);
        Mapping service = services.get(name);
        if (service != null && service.mapping("depends_on") instanceof Mapping dependencies) {
            for (Map.Entry<String, Node> entry : dependencies.entries().entrySet()) {
                int start = path.indexOf(entry.getKey());
                if (start >= 0) {
                    tell(entry.getKey(), entry.getValue(), start);
                } else {
                    follow(entry.getKey());
                }
            }
        }
        path.removeLast();
        done.add(name);
    }

    private void tell(String name, Node node, int start) {
        String circle = String.join(" -> ", path.subList(start, path.size())) + " -> " + name;
        problems.error(
                "compose.cycle",
                node,
                Trail.ROOT.child("services").child(path.getLast()).child("depends_on"),
                "dependency cycle detected: " + circle,
                "take one of these dependencies away");
    }
}
