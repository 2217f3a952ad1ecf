package dev.hauban.compose.project;

import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.tree.Mapping;

/// Docker Compose's `config-hash`: two services with the same one need not be recreated. What doesn't reach a
/// container, or reaches it by other ways, is left out of it.
final class ConfigHash {
    private ConfigHash() {}

    static String of(Mapping service) {
        Mapping counted = Mapping.from(service);
        counted.entries().putAll(service.entries());
        for (String key : new String[] {"build", "pull_policy", "scale", "depends_on", "profiles"}) {
            counted.remove(key);
        }
        if (service.mapping("deploy") instanceof Mapping deploy && deploy.has("replicas")) {
            Mapping other = Mapping.from(deploy);
            other.entries().putAll(deploy.entries());
            other.remove("replicas");
            counted.put("deploy", other);
        }
        return Sha256.of(GoJson.serviceForHash(counted));
    }
}
