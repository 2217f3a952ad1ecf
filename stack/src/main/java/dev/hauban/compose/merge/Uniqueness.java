package dev.hauban.compose.merge;

import dev.hauban.compose.canonical.VolumeSpec;
import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Scalar;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a list says the same thing twice, the later item takes the place of the earlier one: a variable, a label, a
/// mount with the same target.
public final class Uniqueness {
    /// By what two items are the same.
    private enum Identity {
        /// What is before the first `=`.
        KEY,
        DEVICE_TARGET,
        CONFIG_TARGET,
        SECRET_TARGET,
        ENV_FILE_PATH,
        EXPOSED_PORT,
        PORT,
        VOLUME_TARGET
    }

    private static final List<String> VARIABLES = List.of("services.*.environment", "services.*.build.args");
    private static final Rules<Identity> IDENTITIES = identities(VARIABLES);
    private static final Rules<Identity> IDENTITIES_BUT_VARIABLES = identities(List.of());

    private final Problems problems;

    public Uniqueness(Problems problems) {
        this.problems = problems;
    }

    /// The lists whose items are looked at. Go has them as lists even if they are empty, unless the normalization made
    /// them anew.
    public static Rules<?> lists(boolean normalized) {
        return normalized ? IDENTITIES_BUT_VARIABLES : IDENTITIES;
    }

    public void enforce(Mapping root) {
        mapping(root, IDENTITIES, Trail.ROOT);
    }

    private void mapping(Mapping mapping, Rules<Identity> rules, Trail trail) {
        for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
            Rules<Identity> below = rules.under(entry.getKey());
            if (below == null) {
                continue;
            }
            Trail way = trail.child(entry.getKey());
            if (entry.getValue() instanceof Mapping inner) {
                mapping(inner, below, way);
            } else if (entry.getValue() instanceof Sequence sequence) {
                sequence(sequence, below.rule(), way);
            }
        }
    }

    private void sequence(Sequence sequence, @Nullable Identity identity, Trail trail) {
        if (identity == null || sequence.items().size() < 1) {
            return;
        }
        List<Node> kept = new ArrayList<>(sequence.items().size());
        Map<String, Integer> indexes = new HashMap<>();
        int position = 0;
        for (Node item : sequence.items()) {
            String key = key(item, identity, trail.item(position++));
            Integer index = key == null ? null : indexes.get(key);
            if (index != null) {
                kept.set(index, item);
            } else {
                if (key != null) {
                    indexes.put(key, kept.size());
                }
                kept.add(item);
            }
        }
        if (kept.size() != sequence.items().size()) {
            sequence.items().clear();
            sequence.items().addAll(kept);
        }
    }

    /// What identifies the item, or null if it can't be told: then it is a matter for the validation.
    private @Nullable String key(Node item, Identity identity, Trail trail) {
        return switch (identity) {
            case KEY -> keyOfText(item, trail);
            case DEVICE_TARGET -> device(item, trail);
            case CONFIG_TARGET -> mount(item, "");
            case SECRET_TARGET -> mount(item, "/run/secrets");
            case ENV_FILE_PATH -> item instanceof Mapping mapping ? mapping.text("path") : text(item);
            case EXPOSED_PORT -> exposed(item, trail);
            case PORT -> port(item, trail);
            case VOLUME_TARGET -> volume(item, trail);
        };
    }

    private @Nullable String keyOfText(Node item, Trail trail) {
        String text = text(item);
        if (text == null) {
            problems.wrongType(
                    item, trail, "a string", item instanceof Scalar ? "put it in quotes" : "write one line of text");
            return null;
        }
        int equals = text.indexOf('=');
        return equals < 0 ? text : text.substring(0, equals);
    }

    private static @Nullable String text(Node item) {
        return item instanceof Scalar scalar ? scalar.text() : null;
    }

    private @Nullable String device(Node item, Trail trail) {
        if (item instanceof Mapping mapping) {
            return target(mapping, trail);
        }
        String text = text(item);
        if (text == null) {
            return null;
        }
        String[] parts = text.split(":", -1);
        return parts.length == 1 ? parts[0] : parts[1];
    }

    private @Nullable String target(Mapping mapping, Trail trail) {
        String target = mapping.text("target");
        if (mapping.get("target") instanceof Node other && target == null) {
            problems.wrongType(other, trail.child("target"), "a string", "write it as in `/path/in/the/container`");
        } else if (target == null) {
            lack(mapping, trail, "is missing a mount target", "add `target: /path/in/the/container`");
        }
        return target;
    }

    private static @Nullable String mount(Node item, String folder) {
        if (item instanceof Mapping mapping) {
            Node target = mapping.get("target");
            Node source = mapping.get("source");
            return target != null ? GoText.of(target) : folder + "/" + (source == null ? "" : GoText.of(source));
        }
        String text = text(item);
        return text == null ? null : folder + "/" + text;
    }

    private @Nullable String exposed(Node item, Trail trail) {
        if (item instanceof Scalar scalar && (scalar.isText() || scalar.value() instanceof Long)) {
            return scalar.toString();
        }
        problems.wrongType(item, trail, "a port", "write it as in `expose: [\"8080\"]`");
        return null;
    }

    private @Nullable String port(Node item, Trail trail) {
        if (!(item instanceof Mapping mapping)) {
            return item instanceof Scalar scalar ? scalar.toString() : null;
        }
        Node target = mapping.get("target");
        if (target == null) {
            lack(mapping, trail, "is missing a target port", "add `target` with the port in the container");
            return null;
        }
        return or(mapping, "host_ip", "0.0.0.0") + ":" + or(mapping, "published", "") + ":" + GoText.of(target) + "/"
                + or(mapping, "protocol", "tcp");
    }

    private void lack(Mapping mapping, Trail trail, String message, String remedy) {
        if (!mapping.mayHave("target") || mapping.has("target")) {
            problems.lack(mapping, trail, message, remedy);
        }
    }

    private static String or(Mapping mapping, String key, String otherwise) {
        Node value = mapping.get(key);
        return value == null ? otherwise : GoText.of(value);
    }

    private @Nullable String volume(Node item, Trail trail) {
        if (item instanceof Mapping mapping) {
            return target(mapping, trail);
        }
        String text = text(item);
        if (text == null) {
            return null;
        }
        VolumeSpec spec = VolumeSpec.parse(text);
        if (spec instanceof VolumeSpec.Malformed malformed) {
            problems.error("compose.volume", item, trail, malformed.message(), VolumeSpec.EXAMPLE);
        }
        return spec instanceof VolumeSpec.Parsed parsed ? parsed.target() : null;
    }

    private static Rules<Identity> identities(List<String> variables) {
        var rules = new Rules<Identity>();
        variables.forEach(path -> rules.add(path, Identity.KEY));
        for (String path : List.of(
                "networks.*.labels",
                "networks.*.ipam.options",
                "services.*.annotations",
                "services.*.build.additional_contexts",
                "services.*.build.platform",
                "services.*.build.tags",
                "services.*.build.labels",
                "services.*.cap_add",
                "services.*.cap_drop",
                "services.*.deploy.labels",
                "services.*.dns",
                "services.*.dns_opt",
                "services.*.dns_search",
                "services.*.labels",
                "services.*.links",
                "services.*.networks.*.aliases",
                "services.*.networks.*.link_local_ips",
                "services.*.profiles",
                "services.*.sysctls",
                "services.*.tmpfs")) {
            rules.add(path, Identity.KEY);
        }
        return rules.add("services.*.devices", Identity.DEVICE_TARGET)
                .add("services.*.configs", Identity.CONFIG_TARGET)
                .add("services.*.secrets", Identity.SECRET_TARGET)
                .add("services.*.env_file", Identity.ENV_FILE_PATH)
                .add("services.*.expose", Identity.EXPOSED_PORT)
                .add("services.*.ports", Identity.PORT)
                .add("services.*.volumes", Identity.VOLUME_TARGET);
    }
}
