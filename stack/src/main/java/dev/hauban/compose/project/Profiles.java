package dev.hauban.compose.project;

import dev.hauban.compose.load.Files;
import dev.hauban.compose.request.ComposeRequest;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which services are switched on: those without profiles, and those of which a profile is chosen.
final class Profiles {
    private final List<String> chosen;
    private final Map<String, Mapping> enabled = new LinkedHashMap<>();
    private final Map<String, Mapping> disabled = new LinkedHashMap<>();

    private Profiles(List<String> chosen) {
        this.chosen = chosen;
    }

    /// By the profiles that are asked for, or else those of COMPOSE_PROFILES.
    static Profiles of(Mapping project, ComposeRequest request, Files files) {
        var names = new ArrayList<>(request.profiles());
        if (names.isEmpty()) {
            for (String name :
                    files.environment().getOrDefault("COMPOSE_PROFILES", "").split(",", -1)) {
                names.add(name.strip());
            }
        }
        var all = new LinkedHashMap<String, Mapping>();
        if (project.mapping("services") instanceof Mapping services) {
            services.entries().forEach((name, node) -> {
                if (node instanceof Mapping service) {
                    all.put(name, service);
                }
            });
        }
        return new Profiles(names).over(all);
    }

    /// With the profiles of the services that are asked for by name.
    Profiles with(List<String> services) {
        var names = new ArrayList<>(chosen);
        for (String name : services) {
            if (disabled.get(name) instanceof Mapping service && service.sequence("profiles") != null) {
                service.sequence("profiles").items().forEach(profile -> names.add(GoText.of(profile)));
            }
        }
        var all = new LinkedHashMap<>(enabled);
        all.putAll(disabled);
        return new Profiles(names).over(all);
    }

    private Profiles over(Map<String, Mapping> services) {
        services.forEach((name, service) -> (isChosen(service) ? enabled : disabled).put(name, service));
        return this;
    }

    private boolean isChosen(Mapping service) {
        var own = service.sequence("profiles");
        if (own == null || chosen.contains("*")) {
            return true;
        }
        for (Node profile : own.items()) {
            if (chosen.contains(GoText.of(profile))) {
                return true;
            }
        }
        return false;
    }

    Map<String, Mapping> enabled() {
        return enabled;
    }

    Map<String, Mapping> disabled() {
        return disabled;
    }
}
