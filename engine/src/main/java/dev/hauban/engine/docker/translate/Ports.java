package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `expose` and `ports`.
final class Ports {
    private Ports() {}

    /// What is published is exposed, too.
    static Fields exposed(Words service) {
        Set<String> names = new LinkedHashSet<>(service.texts("expose"));
        service.list("ports").forEach(port -> names.add(name(port)));
        var exposed = new Fields();
        names.forEach(name -> exposed.json(name, Json.object().build()));
        return exposed;
    }

    static Fields bindings(Words service) {
        Map<String, List<Json>> bindings = new LinkedHashMap<>();
        for (Words port : service.list("ports")) {
            bindings.computeIfAbsent(name(port), _ -> new ArrayList<>())
                    .add(new Fields()
                            .text("HostIp", port.text("host_ip"))
                            .text("HostPort", port.text("published"))
                            .build());
        }
        var fields = new Fields();
        bindings.forEach(fields::list);
        return fields;
    }

    private static String name(Words port) {
        return port.text("target") + "/" + port.text("protocol");
    }
}
