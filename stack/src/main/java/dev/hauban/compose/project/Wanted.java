package dev.hauban.compose.project;

import dev.hauban.compose.load.Files;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.problem.Actor;
import dev.hauban.problem.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
            // A service that is there but can't be made sense of has been told.
            if (profiles.enabled().containsKey(name) || !project.mayHave("services", name)) {
                choose(name, profiles, chosen, problems);
            }
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

    /// Chooses a service and all that it depends on; a long chain is no reason for deep recursion.
    private static void choose(String first, Profiles profiles, Set<String> chosen, Problems problems) {
        Deque<String> waiting = new ArrayDeque<>(List.of(first));
        while (!waiting.isEmpty()) {
            String name = waiting.removeFirst();
            Mapping service = profiles.enabled().get(name);
            if (service == null) {
                if (name.equals(first) || problems.errors() == 0) {
                    refuse(name, profiles, problems);
                }
            } else if (chosen.add(name) && service.mapping("depends_on") instanceof Mapping dependencies) {
                for (Map.Entry<String, Node> entry : dependencies.entries().entrySet()) {
                    boolean required = entry.getValue() instanceof Mapping one && one.isTrue("required");
                    if (required || profiles.enabled().containsKey(entry.getKey())) {
                        waiting.add(entry.getKey());
                    }
                }
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

    /// The chosen profiles, and those of services that are asked for by name.
    static List<String> profiles(Mapping project, ComposeRequest request, Files files) {
        var profiles = new ArrayList<>(request.profiles());
        if (profiles.isEmpty()) {
            for (String name :
                    files.environment().getOrDefault("COMPOSE_PROFILES", "").split(",")) {
                profiles.add(name.strip());
            }
        }
        for (String name : request.services()) {
            Mapping services = project.mapping("services");
            Mapping service = services == null ? null : services.mapping(name);
            if (service != null
                    && service.sequence("profiles") instanceof dev.hauban.compose.tree.Sequence own
                    && own.items().stream().noneMatch(one -> profiles.contains(GoText.of(one)))) {
                own.items().forEach(one -> profiles.add(GoText.of(one)));
            }
        }
        return profiles;
    }
}
