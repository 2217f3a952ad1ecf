package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.List;
import java.util.Objects;

/// Turns every short syntax of the specification into its long one.
public final class LongSyntax {
    private static final Rules<Turn> TURNS = turns();
    private static final int VALUES_OF_PORT = 5;
    private static final int VALUES_OF_DEPENDENCY = 4;

    private final Problems problems;
    private final boolean lenient;

    /// @param lenient lets texts stand that can't be read because their variables were not filled in
    public LongSyntax(Problems problems, boolean lenient) {
        this.problems = problems;
        this.lenient = lenient;
    }

    public void turn(Mapping root) {
        TURNS.replaceInside(root, Trail.ROOT, this::turned);
    }

    private Node turned(Node node, Rules<Turn> rules, Trail trail) {
        Turn turn = rules.rule();
        if (turn == null) {
            rules.replaceInside(node, trail, this::turned);
            return node;
        }
        if (!turn.takes(node)) {
            problems.wrongType(node, trail, turn.expected(), turn.remedy());
            return node;
        }
        Node turned = turn(node, turn, trail);
        switch (turn) {
            case BUILD, EXTENDS, EXTERNAL -> rules.replaceInside(turned, trail, this::turned);
            case LIST,
                    NAMES,
                    PAIRS,
                    PRINTED,
                    DEPENDENCIES,
                    ENV_FILES,
                    FILE_MOUNT,
                    GPUS,
                    PORTS,
                    SSH,
                    ULIMIT,
                    VOLUME,
                    DEVICE -> {}
        }
        return turned;
    }

    private Node turn(Node node, Turn turn, Trail trail) {
        String text = node instanceof Scalar scalar ? scalar.text() : null;
        return switch (turn) {
            case LIST -> text == null ? node : Sequence.from(node).add(node);
            case NAMES -> node instanceof Sequence sequence ? names(sequence) : node;
            case PAIRS -> node instanceof Sequence sequence ? pairs(sequence, trail) : node;
            case BUILD -> text == null ? node : Mapping.from(node).put("context", node);
            case PRINTED -> node instanceof Scalar && text == null ? Scalar.from(node, GoText.of(node)) : node;
            case DEPENDENCIES -> dependencies(node, trail);
            case ENV_FILES -> envFiles(node);
            case EXTENDS -> text == null ? node : Mapping.from(node).put("service", node);
            case EXTERNAL -> external(node, trail);
            case FILE_MOUNT -> text == null ? node : Mapping.from(node).put("source", node);
            case GPUS ->
                text == null ? node : Sequence.from(node).add(Mapping.from(node).put("count", "all"));
            case PORTS -> node instanceof Sequence sequence ? ports(sequence, trail) : node;
            case SSH -> node instanceof Sequence sequence ? ssh(sequence, trail) : node;
            case ULIMIT -> ulimit(node, trail);
            case VOLUME -> text == null ? node : volume(node, text, trail);
            case DEVICE -> text == null ? node : device(node, text, trail);
        };
    }

    private static Mapping names(Sequence sequence) {
        Mapping mapping = Mapping.from(sequence);
        sequence.items().forEach(item -> mapping.put(GoText.of(item), Scalar.from(item, null)));
        return mapping;
    }

    private Node pairs(Sequence sequence, Trail trail) {
        Mapping mapping = Mapping.from(sequence);
        int index = 0;
        for (Node item : sequence.items()) {
            String text = GoText.of(item);
            int equals = text.indexOf('=');
            if (equals >= 0) {
                mapping.put(text.substring(0, equals), Scalar.from(item, text.substring(equals + 1)));
            } else if (lenient) {
                return sequence;
            } else {
                problems.error(
                        "compose.value",
                        item,
                        trail.item(index),
                        "`" + Legible.of(text) + "` has to be key=value",
                        "write it as in `name=value`");
            }
            index++;
        }
        return mapping;
    }

    private Node dependencies(Node node, Trail trail) {
        if (node instanceof Sequence sequence) {
            problems.budget()
                    .takeCopies((long) VALUES_OF_DEPENDENCY * sequence.items().size(), node.place());
            Mapping mapping = Mapping.from(sequence);
            sequence.items()
                    .forEach(item -> mapping.put(
                            GoText.of(item),
                            Mapping.from(item)
                                    .put("condition", "service_started")
                                    .put("required", true)));
            return mapping;
        }
        if (node instanceof Mapping mapping) {
            mapping.entries().forEach((name, value) -> dependency(value, trail.child(name)));
            return node;
        }
        problems.wrongType(node, trail, "a list or a mapping", "write it as in `depends_on: [db]`");
        return Mapping.from(node);
    }

    private void dependency(Node node, Trail trail) {
        if (!(node instanceof Mapping mapping)) {
            problems.wrongType(node, trail, "a mapping", "write it as in `{condition: service_healthy}`");
            return;
        }
        if (!mapping.has("condition")) {
            mapping.put("condition", "service_started");
        }
        if (!mapping.has("required")) {
            mapping.put("required", true);
        }
    }

    private static Node envFiles(Node node) {
        Sequence files = node instanceof Sequence sequence
                ? sequence
                : Sequence.from(node).add(node);
        files.items().replaceAll(item -> {
            Mapping file = item instanceof Mapping mapping
                    ? mapping
                    : Mapping.from(item).put("path", item);
            return file.has("required") ? file : file.put("required", true);
        });
        return files;
    }

    /// The old `external: {name: x}` means `external: true` and `name: x`.
    private Node external(Node node, Trail trail) {
        if (!(node instanceof Mapping resource)) {
            if (!node.isNull()) {
                problems.wrongType(node, trail, "a mapping", "write it as in `data: {external: true}`");
            }
            return node;
        }
        if (!(resource.get("external") instanceof Mapping external)) {
            return node;
        }
        resource.put("external", true);
        Node outer = external.get("name");
        if (outer == null) {
            return resource;
        }
        problems.warning(
                "compose.external-name",
                outer,
                trail,
                "external.name is deprecated. Please set name and external: true",
                "write `external: true` and `name: " + Legible.of(outer) + "`");
        Node name = resource.get("name");
        if (name != null && !name.means(outer)) {
            problems.error("compose.conflict", outer, trail, "name and external.name conflict", "only use name");
        }
        return name == null ? resource.put("name", outer) : resource;
    }

    private Node ports(Sequence sequence, Trail trail) {
        Sequence ports = Sequence.from(sequence);
        int index = 0;
        for (Node item : sequence.items()) {
            Trail way = trail.item(index++);
            if (!(item instanceof Scalar scalar)) {
                ports.add(item);
            } else if (!scalar.isText() && !(scalar.value() instanceof Long)) {
                problems.wrongType(item, way, "a port", PortSpec.EXAMPLE);
            } else if (PortSpec.parse(scalar.toString()) instanceof PortSpec.Ports parsed) {
                problems.budget()
                        .takeCopies((long) VALUES_OF_PORT * parsed.ports().size(), item.place());
                parsed.ports().forEach(port -> ports.add(port(item, port)));
            } else if (lenient && scalar.isText()) {
                return sequence;
            } else if (PortSpec.parse(scalar.toString()) instanceof PortSpec.Malformed malformed) {
                problems.error("compose.port", item, way, malformed.message(), PortSpec.EXAMPLE);
            }
        }
        return ports;
    }

    private static Mapping port(Node origin, PortSpec.Port port) {
        Mapping mapping = Mapping.from(origin).put("mode", "ingress");
        if (!port.address().isEmpty()) {
            mapping.put("host_ip", port.address());
        }
        if (port.target() > 0) {
            mapping.put("target", (long) port.target());
        }
        if (!port.published().isEmpty()) {
            mapping.put("published", port.published());
        }
        return mapping.put("protocol", port.protocol());
    }

    private Node ssh(Sequence sequence, Trail trail) {
        Mapping keys = Mapping.from(sequence);
        int index = 0;
        for (Node item : sequence.items()) {
            String text = GoText.of(item);
            int equals = text.indexOf('=');
            if (equals < 0 && !text.equals("default")) {
                problems.error(
                        "compose.value",
                        item,
                        trail.item(index),
                        "`" + Legible.of(text) + "` is not an SSH key",
                        "write id=path, or default");
            }
            keys.put(
                    equals < 0 ? text : text.substring(0, equals),
                    Scalar.from(item, equals < 0 ? null : text.substring(equals + 1)));
            index++;
        }
        return keys;
    }

    private Node ulimit(Node node, Trail trail) {
        boolean fits = node instanceof Mapping || node instanceof Scalar scalar && scalar.value() instanceof Long;
        if (!fits) {
            problems.wrongType(
                    node,
                    trail,
                    "a whole number or a mapping",
                    "write it as in `nofile: 65536` or `nofile: {soft: 1024, hard: 65536}`");
        }
        return node;
    }

    private Node volume(Node node, String text, Trail trail) {
        VolumeSpec spec = VolumeSpec.parse(text);
        if (spec instanceof VolumeSpec.Parsed parsed) {
            return volume(node, parsed, text);
        }
        if (spec instanceof VolumeSpec.Malformed malformed && !lenient) {
            problems.error("compose.volume", node, trail, malformed.message(), VolumeSpec.EXAMPLE);
        }
        return node;
    }

    private static Mapping volume(Node node, VolumeSpec.Parsed spec, String text) {
        Mapping volume = Mapping.from(node).put("type", spec.isBind() ? "bind" : "volume");
        if (spec.source() != null) {
            volume.put("source", spec.source());
        }
        volume.put("target", GoPaths.clean(spec.target()));
        if (spec.isReadOnly()) {
            volume.put("read_only", true);
        }
        Mapping bind = Mapping.from(node);
        if (spec.selinux() != null) {
            bind.put("selinux", spec.selinux());
        }
        if (spec.propagation() != null) {
            bind.put("propagation", spec.propagation());
        }
        if (spec.isBind()) {
            volume.put("bind", bind.put("create_host_path", true));
        } else if (!bind.isEmpty()) {
            volume.put("bind", bind);
        }
        if (spec.noCopy()) {
            volume.put("volume", Mapping.from(node).put("nocopy", true));
        } else if (!spec.isBind() && !VolumeSpec.isShort(text)) {
            volume.put("volume", Mapping.from(node));
        }
        return volume;
    }

    private Node device(Node node, String text, Trail trail) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3) {
            if (!lenient) {
                problems.error(
                        "compose.device",
                        node,
                        trail,
                        "`" + Legible.of(text) + "` has too many colons",
                        "use the long syntax: source, target, permissions");
                return node;
            }
            // Nothing of it is understood, and so nothing of it is left.
            parts = new String[] {""};
        }
        String target = parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0];
        return Mapping.from(node)
                .put("source", parts[0])
                .put("target", target)
                .put("permissions", parts.length > 2 ? parts[2] : "rwm");
    }

    /// Empty items of `dns` mean nothing.
    public static void dropEmptyNames(Mapping root) {
        Mapping services = root.mapping("services");
        if (services == null) {
            return;
        }
        for (Node service : services.entries().values()) {
            if (service instanceof Mapping mapping && mapping.get("dns") instanceof Sequence dns) {
                dns.items().removeIf(item -> item.isNull() || "".equals(Objects.toString(item, "")));
            }
        }
    }

    private static Rules<Turn> turns() {
        var turns = new Rules<Turn>();
        for (String path : List.of("label_file", "dns", "develop.watch.*.ignore", "develop.watch.*.include")) {
            turns.add("services.*." + path, Turn.LIST);
        }
        for (String path : List.of("volumes.*", "networks.*", "secrets.*", "configs.*")) {
            turns.add(path, Turn.EXTERNAL);
        }
        for (String path : List.of("build.secrets.*", "secrets.*", "configs.*")) {
            turns.add("services.*." + path, Turn.FILE_MOUNT);
        }
        return turns.add("services.*.build.provenance", Turn.PRINTED)
                .add("services.*.build.sbom", Turn.PRINTED)
                .add("services.*.build.additional_contexts", Turn.PAIRS)
                .add("services.*.build.ssh", Turn.SSH)
                .add("services.*.build.ulimits.*", Turn.ULIMIT)
                .add("services.*.build", Turn.BUILD)
                .add("services.*.depends_on", Turn.DEPENDENCIES)
                .add("services.*.env_file", Turn.ENV_FILES)
                .add("services.*.extends", Turn.EXTENDS)
                .add("services.*.gpus", Turn.GPUS)
                .add("services.*.networks", Turn.NAMES)
                .add("services.*.models", Turn.NAMES)
                .add("services.*.volumes.*", Turn.VOLUME)
                .add("services.*.devices.*", Turn.DEVICE)
                .add("services.*.ports", Turn.PORTS)
                .add("services.*.ulimits.*", Turn.ULIMIT);
    }
}
