package dev.hauban.compose.project;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds services that wait for each other in a circle, and says which.
final class DependencyCycles {
    private final Map<String, Mapping> services;
    private final Problems problems;
    private final Set<String> done = new HashSet<>();
    private final Set<String> onPath = new HashSet<>();
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

    /// Goes down every way from one service. The ways may be as long as there are services, so they are not followed by
    /// recursion.
    private void follow(String first) {
        Deque<Iterator<Map.Entry<String, Node>>> open = new ArrayDeque<>();
        enter(first, open);
        while (!open.isEmpty()) {
            Iterator<Map.Entry<String, Node>> dependencies = open.getLast();
            if (!dependencies.hasNext()) {
                open.removeLast();
                leave();
                continue;
            }
            Map.Entry<String, Node> dependency = dependencies.next();
            if (onPath.contains(dependency.getKey())) {
                tell(dependency.getKey(), dependency.getValue(), path.indexOf(dependency.getKey()));
            } else {
                enter(dependency.getKey(), open);
            }
        }
    }

    private void leave() {
        String name = path.removeLast();
        onPath.remove(name);
        done.add(name);
    }

    private void enter(String name, Deque<Iterator<Map.Entry<String, Node>>> open) {
        if (!done.contains(name) && onPath.add(name)) {
            path.add(name);
            Mapping service = services.get(name);
            Mapping dependencies = service == null ? null : service.mapping("depends_on");
            open.addLast(
                    dependencies == null
                            ? Collections.emptyIterator()
                            : dependencies.entries().entrySet().iterator());
        }
    }

    private void tell(String name, Node node, int start) {
        String circle =
                problems.isFull() ? name : String.join(" -> ", path.subList(start, path.size())) + " -> " + name;
        problems.keyError(
                "compose.cycle",
                node,
                Trail.ROOT
                        .child("services")
                        .child(path.getLast())
                        .child("depends_on")
                        .child(name),
                "dependency cycle detected: " + circle,
                "take one of these dependencies away");
    }
}
