package dev.hauban.compose.project;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Trail;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Amounts that can be written in two places have to agree: in the service, and in its `deploy`.
final class Amounts {
    private final Mapping service;
    private final Trail trail;
    private final Problems problems;
    private final @Nullable Mapping deploy;

    Amounts(Mapping service, Trail trail, Problems problems) {
        this.service = service;
        this.trail = trail;
        this.problems = problems;
        this.deploy = service.mapping("deploy");
    }

    void check() {
        replicas();
        same("cpus", "limits", "cpus");
        same("mem_limit", "limits", "memory");
        same("mem_reservation", "reservations", "memory");
        same("pids_limit", "limits", "pids");
    }

    private void replicas() {
        Long scale = number(service.get("scale"));
        Long replicas = deploy == null ? null : number(deploy.get("replicas"));
        if (scale != null && replicas != null && !scale.equals(replicas)) {
            problems.error(
                    "compose.conflict",
                    Objects.requireNonNull(service.get("scale")),
                    trail.child("scale"),
                    "can't set distinct values on 'scale' and 'deploy.replicas'",
                    "remove one of them");
        }
        notNegative(service.get("scale"), scale, "scale");
        notNegative(deploy == null ? null : deploy.get("replicas"), replicas, "deploy.replicas");
        if (scale != null && deploy != null) {
            deploy.put("replicas", Scalar.from(Objects.requireNonNull(service.get("scale")), scale));
        }
        Long wanted = scale == null ? replicas : scale;
        Node containerName = service.get("container_name");
        if (wanted != null && wanted > 1 && containerName != null) {
            problems.error(
                    "compose.conflict",
                    containerName,
                    trail.child("container_name"),
                    "can't set container_name and " + (scale == null ? "deploy.replicas" : "scale")
                            + " as container name must be unique",
                    "remove container_name");
        }
    }

    private void notNegative(@Nullable Node node, @Nullable Long value, String key) {
        if (node != null && value != null && value < 0) {
            problems.error(
                    "compose.value",
                    node,
                    trail.child(key),
                    "must be greater than or equal to 0",
                    "write the number of instances, as in `2`");
        }
    }

    private static @Nullable Long number(@Nullable Node node) {
        return node instanceof Scalar scalar && scalar.value() instanceof Long number ? number : null;
    }

    /// A limit in the service and none in an existing section of `deploy` counts as distinct too.
    private void same(String key, String section, String deployKey) {
        Node own = service.get(key);
        Mapping resources = deploy == null ? null : deploy.mapping("resources");
        Mapping limits = resources == null ? null : resources.mapping(section);
        if (own == null || limits == null) {
            return;
        }
        Node there = limits.get(deployKey);
        boolean isKnown = there != null || !limits.mayHave(deployKey);
        if (isKnown && (there == null || !own.means(there))) {
            problems.error(
                    "compose.conflict",
                    own,
                    trail.child(key),
                    "can't set distinct values on '" + key + "' and 'deploy.resources." + section + "." + deployKey
                            + "'",
                    "remove one of them");
        }
    }
}
