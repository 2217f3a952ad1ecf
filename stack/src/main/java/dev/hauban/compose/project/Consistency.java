package dev.hauban.compose.project;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses what doesn't belong together: names of things that are not there, attributes that exclude each other,
/// dependencies in a circle.
final class Consistency {
    private final Mapping project;
    private final Profiles profiles;
    private final Problems problems;

    Consistency(Mapping project, Profiles profiles, Problems problems) {
        this.project = project;
        this.profiles = profiles;
        this.problems = problems;
    }

    void check() {
        profiles.enabled()
                .forEach((name, service) ->
                        service(service, Trail.ROOT.child("services").child(name)));
        if (project.mapping("secrets") instanceof Mapping secrets) {
            secrets.entries().forEach(this::secret);
        }
        new DependencyCycles(profiles.enabled(), problems).check();
    }

    /// Two containers can't have one name.
    static void checkContainerNames(Map<String, Mapping> services, Problems problems) {
        var names = new HashMap<String, String>();
        services.forEach((name, service) -> {
            Node node = service.get("container_name");
            if (node != null) {
                String other = names.putIfAbsent(GoText.of(node), name);
                if (other != null) {
                    problems.error(
                            "compose.conflict",
                            node,
                            Trail.ROOT.child("services").child(name).child("container_name"),
                            "container name \"" + Legible.of(node) + "\" is already in use by service "
                                    + Legible.of(other),
                            "choose another one, or leave it out");
                }
            }
        });
    }

    private void service(Mapping service, Trail trail) {
        if (!service.mayHave("build") && !service.mayHave("image") && !service.mayHave("provider")) {
            problems.lack(
                    service, trail, "has neither an image nor a build context specified", "add `image:` or `build:`");
        }
        if (service.mapping("build") instanceof Mapping build) {
            build(service, build, trail.child("build"));
        }
        networks(service, trail);
        healthCheck(service, trail);
        dependencies(service, trail);
        references(service, trail);
        new Amounts(service, trail, problems).check();
        Mounts.check(service, trail, problems);
        watch(service, trail);
    }

    private void build(Mapping service, Mapping build, Trail trail) {
        if (build.has("dockerfile") && build.has("dockerfile_inline")) {
            problems.error(
                    "compose.conflict",
                    Objects.requireNonNull(build.get("dockerfile_inline")),
                    trail.child("dockerfile_inline"),
                    "`dockerfile` and `dockerfile_inline` exclude each other",
                    "remove one of them");
        }
        if (build.mapping("additional_contexts") instanceof Mapping contexts) {
            Trail way = trail.child("additional_contexts");
            contexts.entries().forEach((name, context) -> context(name, context, way.child(name)));
        }
        String platform = service.text("platform");
        if (platform != null
                && build.get("platforms") instanceof Sequence platforms
                && !platforms.isTorn()
                && platforms.items().stream().noneMatch(one -> platform.equals(GoText.of(one)))) {
            problems.error(
                    "compose.conflict",
                    platforms,
                    trail.child("platforms"),
                    "build.platforms has to include the service's platform \"" + Legible.of(platform) + "\"",
                    "add it there");
        }
    }

    private void context(String name, Node context, Trail trail) {
        String text = GoText.of(context);
        if (!text.startsWith("service:")) {
            return;
        }
        String target = text.substring("service:".length());
        Mapping service = profiles.enabled().get(target);
        if (service == null) {
            undefinedService(target, context, trail);
        } else if (!service.mayHave("build")) {
            problems.error(
                    "compose.conflict",
                    context,
                    trail,
                    "the service \"" + Legible.of(target) + "\" can't be the additional context " + Legible.of(name)
                            + ": it has no build",
                    "give that service a `build:`");
        }
    }

    private void networks(Mapping service, Trail trail) {
        Mapping networks = service.mapping("networks");
        Node mode = service.get("network_mode");
        if (mode != null && networks != null && !networks.isEmpty()) {
            problems.error(
                    "compose.conflict",
                    mode,
                    trail.child("network_mode"),
                    "`network_mode` and `networks` exclude each other",
                    "remove one of them");
        } else if (networks != null) {
            Trail way = trail.child("networks");
            networks.entries().forEach((name, node) -> defined("network", name, node, way.child(name)));
        }
        if (mode != null && GoText.of(mode).startsWith("service:")) {
            String target = GoText.of(mode).substring("service:".length());
            if (!profiles.enabled().containsKey(target)) {
                undefinedService(target, mode, trail.child("network_mode"));
            }
        }
    }

    private void healthCheck(Mapping service, Trail trail) {
        Mapping healthCheck = service.mapping("healthcheck");
        Sequence test = healthCheck == null ? null : healthCheck.sequence("test");
        if (test == null || test.isEmpty()) {
            return;
        }
        String first = GoText.of(test.items().getFirst());
        if (!Set.of("CMD", "CMD-SHELL", "NONE").contains(first)) {
            problems.error(
                    "compose.value",
                    test,
                    trail.child("healthcheck").child("test"),
                    "must start either by \"CMD\", \"CMD-SHELL\" or \"NONE\"",
                    "put \"CMD\" in front, or write it as one string");
        }
    }

    private void dependencies(Mapping service, Trail trail) {
        if (!(service.mapping("depends_on") instanceof Mapping dependencies)) {
            return;
        }
        for (Map.Entry<String, Node> entry : dependencies.entries().entrySet()) {
            String name = entry.getKey();
            boolean required = entry.getValue() instanceof Mapping dependency && dependency.isTrue("required");
            if (profiles.enabled().containsKey(name)) {
                continue;
            }
            Trail way = trail.child("depends_on").child(name);
            Mapping disabled = profiles.disabled().get(name);
            if (disabled == null || required) {
                undefinedService(name, entry.getValue(), way);
            }
        }
    }

    /// Whether a service might be switched on if its profiles were right.
    private static boolean isUnclear(Mapping service) {
        return service.sequence("profiles") instanceof Sequence own && own.isTorn();
    }

    private void references(Mapping service, Trail trail) {
        eachMapping(service.get("volumes"), trail.child("volumes"), (volume, way) -> {
            String source = volume.text("source");
            if ("volume".equals(volume.text("type")) && source != null) {
                defined("volume", source, Objects.requireNonNull(volume.get("source")), way);
            }
        });
        sources(service.get("configs"), "config", trail.child("configs"));
        sources(service.get("secrets"), "secret", trail.child("secrets"));
        if (service.mapping("build") instanceof Mapping build) {
            sources(build.get("secrets"), "secret", trail.child("build").child("secrets"));
        }
        if (service.mapping("models") instanceof Mapping models) {
            Trail way = trail.child("models");
            models.entries().forEach((name, node) -> defined("model", name, node, way.child(name)));
        }
    }

    private void sources(@Nullable Node list, String what, Trail trail) {
        eachMapping(list, trail, (mount, way) -> {
            Node source = mount.get("source");
            if (source != null) {
                defined(what, GoText.of(source), source, way);
            } else if (!mount.mayHave("source")) {
                problems.lack(mount, way, "doesn't say which " + what + " it is", "add `source`");
            }
        });
    }

    private void defined(String what, String name, Node node, Trail trail) {
        String kind = what + "s";
        if (!project.mayHave(kind, name)) {
            Mapping there = project.mapping(kind);
            undefined(
                    what,
                    name,
                    node,
                    trail,
                    there == null ? Set.of() : there.entries().keySet());
        }
    }

    private void undefinedService(String name, Node node, Trail trail) {
        Mapping disabled = profiles.disabled().get(name);
        if (disabled != null) {
            if (!isUnclear(disabled)) {
                problems.keyError(
                        "compose.undefined",
                        node,
                        trail,
                        "needs the service \"" + Legible.of(name) + "\", which no chosen profile switches on",
                        "choose one of its profiles with --profile: " + profilesOf(disabled));
            }
        } else if (!project.mayHave("services", name)) {
            undefined("service", name, node, trail, profiles.enabled().keySet());
        }
    }

    private static String profilesOf(Mapping service) {
        Node own = service.get("profiles");
        return own == null ? "" : Legible.of(own);
    }

    private void undefined(String what, String name, Node node, Trail trail, Set<String> known) {
        String nearest = problems.nearest(name, known);
        problems.keyError(
                "compose.undefined",
                node,
                trail,
                "refers to undefined " + what + " " + Legible.of(name),
                nearest == null
                        ? "add it to the file's `" + what + "s:`"
                        : "did you mean `" + Legible.of(nearest) + "`?");
    }

    private void watch(Mapping service, Trail trail) {
        Mapping develop = service.mapping("develop");
        if (develop == null) {
            return;
        }
        eachMapping(develop.get("watch"), trail.child("develop").child("watch"), (watch, way) -> {
            String action = watch.text("action");
            if (!watch.mayHave("target")
                    && watch.has("action")
                    && !"rebuild".equals(action)
                    && !"restart".equals(action)) {
                problems.lack(
                        watch,
                        way,
                        "target is required for non-rebuild actions",
                        "add `target` with the path in the container");
            }
        });
    }

    private void secret(String name, Node node) {
        if (node instanceof Mapping secret
                && !secret.isTrue("external")
                && !secret.mayHave("file")
                && !secret.mayHave("environment")) {
            problems.lack(
                    secret,
                    Trail.ROOT.child("secrets").child(name),
                    "must declare either `file` or `environment`",
                    "add one of them");
        }
    }

    private interface MappingVisitor {
        void visit(Mapping mapping, Trail trail);
    }

    private static void eachMapping(@Nullable Node list, Trail trail, MappingVisitor visitor) {
        if (list instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                if (sequence.items().get(i) instanceof Mapping mapping) {
                    visitor.visit(mapping, trail.item(i));
                }
            }
        }
    }
}
