package dev.hauban.compose.project;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which services are switched on: those without profiles, and those of which a profile is chosen.
final class Profiles {
    private final Map<String, Mapping> enabled = new LinkedHashMap<>();
    private final Map<String, Mapping> disabled = new LinkedHashMap<>();

    private Profiles() {}

    static Profiles of(Mapping project, List<String> chosen) {
        var profiles = new Profiles();
        if (project.mapping("services") instanceof Mapping services) {
            for (Map.Entry<String, Node> entry : services.entries().entrySet()) {
                if (entry.getValue() instanceof Mapping service) {
                    (isChosen(service, chosen) ? profiles.enabled : profiles.disabled).put(entry.getKey(), service);
                }
            }
        }
        return profiles;
    }

    private static boolean isChosen(Mapping service, List<String> chosen) {
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
