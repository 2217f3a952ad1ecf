package dev.hauban.compose.project;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Problems;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The services that are wanted, with all that they depend on.
///
/// @param services the wanted ones, in the order of their names
/// @param disabled all others
record Wanted(Map<String, Mapping> services, Map<String, Mapping> disabled) {

    static Wanted of(Profiles profiles, List<String> names, Mapping project, Problems problems) {
        if (names.isEmpty()) {
            return new Wanted(new TreeMap<>(profiles.enabled()), profiles.disabled());
        }
        Set<String> chosen = new TreeSet<>();
        for (String name : names) {
            List<String> meant = meant(name, profiles);
            // A service that is there but can't be made sense of has been told.
            if (meant.isEmpty() && !project.mayHave("services", name)) {
                refuse(name, profiles, problems);
            }
            meant.forEach(one -> choose(one, profiles, chosen, problems));
        }
        var services = new TreeMap<String, Mapping>();
        var disabled = new LinkedHashMap<>(profiles.disabled());
        profiles.enabled().forEach((name, service) -> {
            if (chosen.contains(name)) {
                dropDependencies(service, chosen);
                services.put(name, service);
            } else {
                disabled.put(name, service);
            }
        });
        return new Wanted(services, disabled);
    }

    private static List<String> meant(String name, Profiles profiles) {
        NamePattern pattern = NamePattern.of(name);
        return profiles.enabled().keySet().stream().filter(pattern::matches).toList();
    }

    /// Chooses a service and all that it depends on; a long chain is no reason for deep recursion.
    private static void choose(String first, Profiles profiles, Set<String> chosen, Problems problems) {
        Deque<String> waiting = new ArrayDeque<>(List.of(first));
        while (!waiting.isEmpty()) {
            String name = waiting.removeFirst();
            Mapping service = profiles.enabled().get(name);
            if (service != null && chosen.add(name) && service.mapping("depends_on") instanceof Mapping dependencies) {
                dependencies.entries().forEach((dependency, node) -> {
                    List<String> meant = meant(dependency, profiles);
                    boolean required = node instanceof Mapping one && one.isTrue("required");
                    if (meant.isEmpty() && required && problems.errors() == 0) {
                        refuse(dependency, profiles, problems);
                    }
                    waiting.addAll(meant);
                });
            }
        }
    }

    private static void refuse(String name, Profiles profiles, Problems problems) {
        Set<String> known = profiles.enabled().keySet();
        String nearest = problems.nearest(name, known);
        problems.add(Problem.error("compose.no-service", Actor.AUTHOR, "no such service: " + name)
                .remedy(
                        nearest == null
                                ? "there are: " + String.join(", ", known)
                                : "did you mean `" + nearest + "`?"));
    }

    private static void dropDependencies(Mapping service, Set<String> chosen) {
        if (service.mapping("depends_on") instanceof Mapping dependencies) {
            dependencies.entries().keySet().removeIf(name -> !chosen.contains(name));
            if (dependencies.isEmpty()) {
                service.remove("depends_on");
            }
        }
    }
}
