package dev.hauban.compose.project;

import dev.hauban.compose.shape.GoJson;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.json.Json;
import dev.hauban.json.JsonStyle;

/// Docker Compose's `config-hash`: two services with the same one need not be recreated. What doesn't reach a
/// container, or reaches it by other ways, is left out of it.
final class ConfigHash {
    private ConfigHash() {}

    static String of(Mapping service) {
        return sum(counted(service));
    }

    static Json.Members counted(Mapping service) {
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
        return GoJson.serviceForHash(counted);
    }

    static String ofNetwork(Mapping network) {
        return sum(GoJson.networkForHash(network));
    }

    /// A volume that names no driver has the same one as if it named the usual one.
    static String ofVolume(Mapping volume) {
        if (volume.text("driver") != null) {
            return sum(GoJson.volumeForHash(volume));
        }
        Mapping counted = Mapping.from(volume);
        counted.entries().putAll(volume.entries());
        counted.put("driver", "local");
        return sum(GoJson.volumeForHash(counted));
    }

    private static String sum(Json.Members members) {
        return Sha256.of(JsonStyle.COMPACT.asGo().write(members));
    }
}
