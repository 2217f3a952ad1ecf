package dev.hauban.compose.project;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Sequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Drops the networks, volumes, configs, secrets and models that no service uses.
final class Selection {
    private final Map<String, Set<String>> used = new HashMap<>();

    private Selection() {}

    static void dropUnused(Mapping project, Iterable<Mapping> services) {
        var selection = new Selection();
        services.forEach(selection::collect);
        for (String kind : new String[] {"networks", "volumes", "secrets", "configs", "models"}) {
            if (project.mapping(kind) instanceof Mapping resources) {
                Set<String> kept = selection.used.getOrDefault(kind, Set.of());
                resources.entries().keySet().removeIf(name -> !kept.contains(name));
                if (resources.isEmpty()) {
                    project.remove(kind);
                }
            }
        }
    }

    private void collect(Mapping service) {
        names("networks", service.mapping("networks"));
        names("models", service.mapping("models"));
        sources("configs", service.get("configs"));
        sources("secrets", service.get("secrets"));
        if (service.mapping("build") instanceof Mapping build) {
            sources("secrets", build.get("secrets"));
        }
        if (service.get("volumes") instanceof Sequence volumes) {
            for (Node volume : volumes.items()) {
                if (volume instanceof Mapping mapping && "volume".equals(mapping.text("type"))) {
                    source("volumes", mapping);
                }
            }
        }
    }

    private void names(String kind, @Nullable Mapping mapping) {
        if (mapping != null) {
            used.computeIfAbsent(kind, _ -> new HashSet<>())
                    .addAll(mapping.entries().keySet());
        }
    }

    private void sources(String kind, @Nullable Node list) {
        if (list instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                if (item instanceof Mapping mapping) {
                    source(kind, mapping);
                }
            }
        }
    }

    private void source(String kind, Mapping mapping) {
        Node source = mapping.get("source");
        if (source != null) {
            used.computeIfAbsent(kind, _ -> new HashSet<>()).add(GoText.of(source));
        }
    }
}
