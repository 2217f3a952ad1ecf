package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import dev.hauban.compose.variable.Variables;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says what a complete project means beyond what is written: the default network, dependencies that follow from
/// links and shared namespaces, full names, variables without a value.
public final class Normalization {
    private static final String SERVICE = "service:";

    private final Variables variables;
    private final Problems problems;

    public Normalization(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /// @param root of the whole project, with its name
    public void normalize(Mapping root) {
        Mapping services = root.mapping("services");
        if (services != null) {
            boolean usesDefault = false;
            for (Map.Entry<String, Node> service : services.entries().entrySet()) {
                if (service.getValue() instanceof Mapping mapping) {
                    usesDefault |= joinsDefaultNetwork(mapping);
                    service(mapping, Trail.ROOT.child("services").child(service.getKey()));
                }
            }
            if (usesDefault) {
                addDefaultNetwork(root);
            }
        }
        nameResources(root);
    }

    /// A service that names no network is on the default one, unless it has a mode or a provider.
    private static boolean joinsDefaultNetwork(Mapping service) {
        if (service.has("provider") || service.has("network_mode")) {
            return false;
        }
        Mapping networks = service.mapping("networks");
        if (networks == null || networks.isEmpty()) {
            service.put("networks", Mapping.from(service).put("default", Scalar.from(service, null)));
            return true;
        }
        return networks.has("default");
    }

    private static void addDefaultNetwork(Mapping root) {
        Mapping networks = root.mapping("networks");
        if (networks == null) {
            networks = Mapping.from(root);
            root.put("networks", networks);
        }
        if (!networks.has("default")) {
            networks.put("default", Scalar.from(root, null));
        }
    }

    private void service(Mapping service, Trail trail) {
        if ("if_not_present".equals(service.text("pull_policy"))) {
            service.put("pull_policy", "missing");
        }
        Mapping build = service.mapping("build");
        if (build != null) {
            build(build);
        }
        Node environment = service.get("environment");
        if (environment != null) {
            service.put("environment", resolved(environment, true));
        }
        volumes(service);
        dependencies(service, trail);
    }

    private void build(Mapping build) {
        if (!build.has("context") || isNothing(build.get("context"))) {
            build.put("context", ".");
        }
        if (isNothing(build.get("dockerfile")) && isNothing(build.get("dockerfile_inline"))) {
            build.put("dockerfile", "Dockerfile");
        }
        Node arguments = build.get("args");
        if (arguments != null) {
            build.put("args", resolved(arguments, false));
        }
    }

    private static boolean isNothing(@Nullable Node node) {
        return node == null || node.isNull();
    }

    private static void volumes(Mapping service) {
        Sequence volumes = service.sequence("volumes");
        if (volumes == null) {
            return;
        }
        for (Node volume : volumes.items()) {
            if (volume instanceof Mapping mapping && mapping.text("target") instanceof String target) {
                mapping.put("target", GoPaths.clean(target));
            }
        }
    }

    /// Takes the value of each variable that has none from outside; those that have none there either stay, or go.
    private Node resolved(Node node, boolean keepEmpty) {
        if (node instanceof Mapping mapping) {
            return resolvedEntries(mapping, keepEmpty);
        }
        if (!(node instanceof Sequence sequence)) {
            return node;
        }
        Sequence resolved = Sequence.from(sequence);
        for (Node item : sequence.items()) {
            Node line = line(item, keepEmpty);
            if (line != null) {
                resolved.add(line);
            }
        }
        return resolved;
    }

    private Mapping resolvedEntries(Mapping mapping, boolean keepEmpty) {
        Mapping resolved = Mapping.from(mapping);
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            Node value = entry.getValue().isNull()
                    ? fromOutside(entry.getKey(), entry.getValue(), keepEmpty)
                    : entry.getValue();
            if (value != null) {
                resolved.put(entry.getKey(), value);
            }
        }
        return resolved;
    }

    private @Nullable Node fromOutside(String name, Node node, boolean keepEmpty) {
        String value = variables.value(name);
        return value != null ? Scalar.from(node, value) : keepEmpty ? node : null;
    }

    private @Nullable Node line(Node item, boolean keepEmpty) {
        String text = GoText.of(item);
        if (text.indexOf('=') >= 0) {
            return item;
        }
        String value = variables.value(text);
        return value != null ? Scalar.from(item, text + "=" + value) : keepEmpty ? item : null;
    }

    private void dependencies(Mapping service, Trail trail) {
        Mapping known = service.mapping("depends_on");
        Mapping dependencies = known == null ? Mapping.from(service) : known;
        eachText(service.get("links"), (link, node) -> {
            String[] parts = link.split(":", -1);
            depend(dependencies, parts.length == 2 ? parts[0] : link, node, true);
        });
        for (String key : new String[] {"network_mode", "ipc", "pid", "uts", "cgroup"}) {
            Node mode = service.get(key);
            if (mode != null && mode.isNull()) {
                // The schema allows `pid:` without a value, and Docker Compose panics.
                problems.wrongType(mode, trail.child(key), "a string", "give it a value, or remove it");
            } else if (service.text(key) instanceof String text && text.startsWith(SERVICE)) {
                depend(dependencies, text.substring(SERVICE.length()), Objects.requireNonNull(mode), true);
            }
        }
        eachText(service.get("volumes_from"), (from, node) -> {
            if (!from.startsWith("container:")) {
                depend(dependencies, from.split(":", -1)[0], node, false);
            }
        });
        if (!dependencies.isEmpty()) {
            service.put("depends_on", dependencies);
        }
    }

    /// @param reason the value that the dependency follows from: what is wrong with it is wrong there
    private static void depend(Mapping dependencies, String name, Node reason, boolean restart) {
        if (!dependencies.has(name)) {
            dependencies.put(
                    name,
                    Mapping.from(reason)
                            .put("condition", "service_started")
                            .put("restart", restart)
                            .put("required", true));
        }
    }

    private interface TextVisitor {
        void visit(String text, Node node);
    }

    private static void eachText(@Nullable Node list, TextVisitor visitor) {
        if (list instanceof Sequence sequence) {
            for (Node item : sequence.items()) {
                visitor.visit(GoText.of(item), item);
            }
        }
    }

    /// What has no name is called after its key, with the project's name in front unless it belongs to somebody else.
    private static void nameResources(Mapping root) {
        String project = root.text("name");
        for (String kind : new String[] {"networks", "volumes", "configs", "secrets"}) {
            Mapping resources = root.mapping(kind);
            if (resources == null) {
                continue;
            }
            for (Map.Entry<String, Node> entry : resources.entries().entrySet()) {
                Mapping resource =
                        entry.getValue() instanceof Mapping mapping ? mapping : Mapping.from(entry.getValue());
                if (isNothing(resource.get("name"))) {
                    boolean external = "true".equals(GoText.of(resource.value("external")));
                    resource.put("name", external ? entry.getKey() : project + "_" + entry.getKey());
                }
                entry.setValue(resource);
            }
        }
    }
}
