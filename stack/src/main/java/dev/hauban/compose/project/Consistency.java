package dev.hauban.compose.project;

import dev.hauban.compose.shape.Suggestions;
import dev.hauban.compose.tree.GoText;
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
    void checkContainerNames() {
        var names = new HashMap<String, String>();
        profiles.enabled().forEach((name, service) -> {
            Node node = service.get("container_name");
            if (node != null) {
                String other = names.putIfAbsent(GoText.of(node), name);
                if (other != null) {
                    problems.error(
                            "compose.conflict",
                            node,
                            Trail.ROOT.child("services").child(name),
                            "container name \"" + node + "\" is already in use by service " + other,
                            "choose another one, or leave it out");
                }
            }
        });
    }

    private void service(Mapping service, Trail trail) {
        if (!service.has("build") && !service.has("image") && !service.has("provider")) {
            problems.error(
                    "compose.incomplete",
                    service,
                    trail,
                    "has neither an image nor a build context specified",
                    "add `image:` or `build:`");
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
                    trail,
                    "`dockerfile` and `dockerfile_inline` exclude each other");
        }
        if (build.mapping("additional_contexts") instanceof Mapping contexts) {
            contexts.entries().forEach((name, context) -> context(name, context, trail));
        }
        String platform = service.text("platform");
        if (platform != null
                && build.get("platforms") instanceof Sequence platforms
                && platforms.items().stream().noneMatch(one -> platform.equals(GoText.of(one)))) {
            problems.error(
                    "compose.conflict",
                    platforms,
                    trail,
                    "build.platforms has to include the service's platform \"" + platform + "\"");
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
            undefined("service", target, context, trail, profiles.enabled().keySet());
        } else if (!service.has("build")) {
            problems.error(
                    "compose.conflict",
                    context,
                    trail,
                    "the service \"" + target + "\" can't be the additional context " + name + ": it has no build");
        }
    }

    private void networks(Mapping service, Trail trail) {
        Mapping networks = service.mapping("networks");
        Node mode = service.get("network_mode");
        if (mode != null && networks != null && !networks.isEmpty()) {
            problems.error(
                    "compose.conflict",
                    mode,
                    trail,
                    "`network_mode` and `networks` exclude each other",
                    "remove one of them");
        }
        if (networks != null) {
            networks.entries().forEach((name, node) -> defined("network", "networks", name, node, trail));
        }
        if (mode != null && GoText.of(mode).startsWith("service:")) {
            String target = GoText.of(mode).substring("service:".length());
            if (!profiles.enabled().containsKey(target)) {
                undefined(
                        "service",
                        target,
                        mode,
                        trail.child("network_mode"),
                        profiles.enabled().keySet());
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
            if (disabled == null) {
                undefined(
                        "service",
                        name,
                        entry.getValue(),
                        way,
                        profiles.enabled().keySet());
            } else if (required) {
                problems.error(
                        "compose.undefined",
                        entry.getValue(),
                        way,
                        "depends on the service \"" + name + "\", which no chosen profile switches on",
                        "choose one of its profiles with --profile: " + disabled.get("profiles"));
            }
        }
    }

    private void references(Mapping service, Trail trail) {
        eachMapping(service.get("volumes"), (volume, node) -> {
            String source = volume.text("source");
            if ("volume".equals(volume.text("type")) && source != null) {
                defined("volume", "volumes", source, node, trail.child("volumes"));
            }
        });
        sources(service.get("configs"), "config", "configs", trail.child("configs"));
        sources(service.get("secrets"), "secret", "secrets", trail.child("secrets"));
        if (service.mapping("build") instanceof Mapping build) {
            sources(
                    build.get("secrets"),
                    "secret",
                    "secrets",
                    trail.child("build").child("secrets"));
        }
        if (service.mapping("models") instanceof Mapping models) {
            models.entries().forEach((name, node) -> defined("model", "models", name, node, trail));
        }
    }

    private void sources(@Nullable Node list, String what, String kind, Trail trail) {
        eachMapping(list, (mount, node) -> {
            String source = mount.text("source");
            defined(what, kind, source == null ? "" : source, node, trail);
        });
    }

    private void defined(String what, String kind, String name, Node node, Trail trail) {
        Mapping there = project.mapping(kind);
        if (there == null || !there.has(name)) {
            undefined(
                    what,
                    name,
                    node,
                    trail,
                    there == null ? Set.of() : there.entries().keySet());
        }
    }

    private void undefined(String what, String name, Node node, Trail trail, Set<String> known) {
        String nearest = Suggestions.nearest(name, known);
        problems.keyError(
                "compose.undefined",
                node,
                trail,
                "refers to undefined " + what + " " + name,
                nearest == null ? "add it to the file's `" + what + "s:`" : "did you mean `" + nearest + "`?");
    }

    private void watch(Mapping service, Trail trail) {
        Mapping develop = service.mapping("develop");
        if (develop == null) {
            return;
        }
        eachMapping(develop.get("watch"), (watch, node) -> {
            String action = watch.text("action");
            if (!watch.has("target") && !"rebuild".equals(action) && !"restart".equals(action)) {
                problems.error(
                        "compose.incomplete",
                        node,
                        trail.child("develop"),
                        "target is required for non-rebuild actions");
            }
        });
    }

    private void secret(String name, Node node) {
        if (node instanceof Mapping secret
                && !secret.isTrue("external")
                && !secret.has("file")
                && !secret.has("environment")) {
            problems.error(
                    "compose.incomplete",
                    secret,
                    Trail.ROOT.child("secrets").child(name),
                    "must declare either `file` or `environment`");
        }
    }

    private interface MappingVisitor {
        void visit(Mapping mapping, Node node);
    }

    private static void eachMapping(@Nullable Node list, MappingVisitor visitor) {
        if (list instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                if (item instanceof Mapping mapping) {
                    visitor.visit(mapping, item);
                }
            }
        }
    }
}
