package dev.hauban.compose.project;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What Docker Compose makes containers of: the canonical service, with the files that its labels come from, and with
/// what `use_api_socket` stands for.
final class ContainerForm {
    private static final String SOCKET = "/var/run/docker.sock";
    private static final String CREDENTIALS = "/run/secrets/docker";

    private ContainerForm() {}

    static Mapping of(Mapping service, @Nullable Sequence labelFiles) {
        boolean usesSocket = service.isTrue("use_api_socket");
        if (labelFiles == null && !usesSocket) {
            return service;
        }
        Mapping form = Mapping.from(service);
        form.entries().putAll(service.entries());
        if (labelFiles != null) {
            form.put("label_file", labelFiles);
        }
        if (usesSocket) {
            socket(form);
        }
        return form;
    }

    /// The daemon's socket, and Docker's credentials where Docker's programs look for them.
    private static void socket(Mapping form) {
        append(
                form,
                "volumes",
                Mapping.from(form).put("type", "bind").put("source", SOCKET).put("target", SOCKET));
        append(
                form,
                "configs",
                Mapping.from(form).put("source", "#apisocket").put("target", CREDENTIALS + "/config.json"));
        var environment = new TreeMap<String, Node>();
        if (form.mapping("environment") instanceof Mapping own) {
            environment.putAll(own.entries());
        }
        environment.putIfAbsent("DOCKER_CONFIG", Scalar.from(form, CREDENTIALS));
        Mapping all = Mapping.from(form);
        all.entries().putAll(environment);
        form.put("environment", all);
    }

    private static void append(Mapping form, String key, Mapping item) {
        Sequence all = Sequence.from(form);
        if (form.sequence(key) instanceof Sequence own) {
            all.items().addAll(own.items());
        }
        all.items().add(item);
        form.put(key, all);
    }
}
