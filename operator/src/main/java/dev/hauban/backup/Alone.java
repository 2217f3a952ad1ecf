package dev.hauban.backup;

import dev.hauban.json.Json;
import dev.hauban.stack.Lifecycle;
import dev.hauban.stack.Mount;
import dev.hauban.stack.ProjectName;
import dev.hauban.stack.RestartPolicy;
import dev.hauban.stack.Service;
import dev.hauban.stack.Specification;
import dev.hauban.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service as it is in its stack, but alone: with its program, its settings and its secrets; without network, ports,
/// name, others, and the project's data.
final class Alone {
    /// What would bring it together with others.
    private static final List<String> TIES = List.of(
            "container_name",
            "depends_on",
            "develop",
            "expose",
            "external_links",
            "extra_hosts",
            "healthcheck",
            "labels",
            "links",
            "mac_address",
            "networks",
            "ports",
            "post_start",
            "pre_stop",
            "profiles",
            "restart",
            "scale",
            "volumes_from");

    private Alone() {}

    /// A stack of its own for it.
    static Stack stack(Stack stack, Service service, List<String> data) {
        Stack empty = Stack.empty(name(stack));
        return new Stack(
                empty.name(),
                Map.of(service.name(), alone(service, data)),
                List.of(),
                Map.of(),
                Map.of(),
                stack.configs(),
                stack.secrets(),
                Map.of(),
                empty.extension(),
                stack.origin());
    }

    /// By what proofs of the stack go, so that what is left of one is found.
    static ProjectName name(Stack stack) {
        return new ProjectName(stack.name() + "-proof");
    }

    private static Service alone(Service service, List<String> data) {
        List<Mount> settings = settings(service, data);
        var attachments = new Service.Attachments(
                List.of(), List.of(), settings, Map.of(), Optional.of("none"), Map.of(), List.of(), Optional.empty());
        var lifecycle = new Lifecycle(
                Map.of(),
                Optional.empty(),
                new RestartPolicy.Never(),
                service.lifecycle().stopSignal(),
                service.lifecycle().stopGrace());
        return new Service(
                service.name(),
                service.configHash(),
                service.place(),
                1,
                service.program(),
                attachments,
                lifecycle,
                service.limits(),
                service.extension(),
                List.of(),
                Map.of(),
                specification(service, settings));
    }

    /// Files and folders of the host that tell the program how to be, where it can't write; but not what its first
    /// start
    /// would run: all of that is in the copy.
    private static List<Mount> settings(Service service, List<String> data) {
        var settings = new ArrayList<Mount>();
        for (Mount mount : service.attachments().mounts()) {
            switch (mount) {
                case Mount.Bind bind -> {
                    boolean isData = data.stream().anyMatch(folder -> touches(folder, bind.target()));
                    if (!isData && !bind.target().startsWith("/docker-entrypoint-initdb.d")) {
                        settings.add(new Mount.Bind(bind.source(), bind.target(), true, false));
                    }
                }
                case Mount.Supplied supplied -> settings.add(supplied);
                case Mount.Temporary temporary -> settings.add(temporary);
                case Mount.Named _, Mount.Anonymous _, Mount.Foreign _ -> {}
            }
        }
        return settings;
    }

    private static boolean touches(String folder, String target) {
        return (folder + "/").startsWith(target + "/") || (target + "/").startsWith(folder + "/");
    }

    private static Specification specification(Service service, List<Mount> settings) {
        Specification changed = service.specification();
        for (String tie : TIES) {
            changed = changed.with(tie, Optional.empty());
        }
        var volumes = new ArrayList<Json>();
        for (Mount mount : settings) {
            if (mount instanceof Mount.Bind bind) {
                volumes.add(Json.object()
                        .with("type", "bind")
                        .with("source", bind.source().toString())
                        .with("target", bind.target())
                        .with("read_only", true)
                        .build());
            }
        }
        return changed.with("network_mode", Optional.of(Json.text("none")))
                .with("volumes", volumes.isEmpty() ? Optional.empty() : Optional.of(Json.array(volumes)));
    }
}
