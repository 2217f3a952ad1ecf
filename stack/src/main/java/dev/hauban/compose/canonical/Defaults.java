package dev.hauban.compose.canonical;

import dev.hauban.compose.tree.GoText;
import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Sequence;
import dev.hauban.compose.tree.Trail;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down what the specification means where a file says nothing, and checks what belongs together.
public final class Defaults {
    private final Problems problems;

    public Defaults(Problems problems) {
        this.problems = problems;
    }

    public void fill(Mapping root) {
        eachService(root, (service, trail) -> {
            if (service.get("build") instanceof Mapping build && !build.has("context")) {
                build.put("context", ".");
            }
            eachItem(service.get("secrets"), trail, (secret, _) -> {
                if (!secret.has("target")) {
                    secret.put("target", "/run/secrets/" + textOr(secret.get("source"), "<nil>"));
                }
            });
            eachItem(service.get("ports"), trail, (port, _) -> {
                putDefault(port, "protocol", "tcp");
                putDefault(port, "mode", "ingress");
            });
            eachItem(service.get("gpus"), trail, (device, _) -> count(device));
            eachItem(devices(service), trail, (device, _) -> count(device));
        });
    }

    private static void count(Mapping device) {
        if (!device.has("count") && !device.has("device_ids")) {
            device.put("count", "all");
        }
    }

    private static @Nullable Node devices(Mapping service) {
        Mapping deploy = service.mapping("deploy");
        Mapping resources = deploy == null ? null : deploy.mapping("resources");
        Mapping reservations = resources == null ? null : resources.mapping("reservations");
        return reservations == null ? null : reservations.get("devices");
    }

    private static void putDefault(Mapping mapping, String key, String value) {
        if (!mapping.has(key)) {
            mapping.put(key, value);
        }
    }

    /// Checks what the schema can't say.
    public void check(Mapping root) {
        eachEntry(root, "volumes", this::external);
        eachEntry(root, "configs", (config, trail) -> content(config, trail, "file", "environment", "content"));
        eachEntry(root, "secrets", (secret, trail) -> content(secret, trail, "file", "environment"));
        eachService(root, (service, trail) -> {
            eachItem(service.get("ports"), trail.child("ports"), this::address);
            eachItem(service.get("gpus"), trail.child("gpus"), this::exclusive);
            eachItem(devices(service), deviceTrail(trail), this::exclusive);
            if (service.mapping("develop") instanceof Mapping develop) {
                eachItem(develop.get("watch"), trail.child("develop").child("watch"), this::watched);
            }
        });
    }

    private void external(Mapping volume, Trail trail) {
        if (!volume.isTrue("external")) {
            return;
        }
        volume.entries().forEach((key, value) -> {
            if (!key.equals("name") && !key.equals("external") && !key.startsWith("x-")) {
                problems.keyError(
                        "compose.conflict",
                        value,
                        trail.child(key),
                        "`external` and `" + Legible.of(key) + "` conflict",
                        "remove one: an external volume is made and described by somebody else");
            }
        });
    }

    private void content(Mapping resource, Trail trail, String... keys) {
        int count = 0;
        boolean lost = false;
        for (String key : keys) {
            count += resource.has(key) ? 1 : 0;
            lost |= resource.mayHave(key);
        }
        String choice = String.join(", ", keys);
        if (count > 1) {
            problems.error(
                    "compose.conflict", resource, trail, "only one of " + choice + " can be set", "remove the others");
        } else if (count == 0 && !lost && !resource.mayHave("driver") && !resource.mayHave("external")) {
            problems.lack(resource, trail, "one of " + choice + " must be set", "add one of them");
        }
    }

    private void address(Mapping port, Trail trail) {
        Node address = port.get("host_ip");
        if (address != null && !Addresses.isAddress(GoText.of(address))) {
            problems.error(
                    "compose.port",
                    address,
                    trail,
                    "`" + Legible.of(address) + "` is not an IP address",
                    "write it as in `host_ip: 127.0.0.1`");
        }
    }

    private void exclusive(Mapping device, Trail trail) {
        if (device.has("count") && device.has("device_ids")) {
            problems.error(
                    "compose.conflict",
                    device,
                    trail,
                    "`count` and `device_ids` exclude each other",
                    "remove one of them");
        }
    }

    private void watched(Mapping watch, Trail trail) {
        if ("".equals(watch.text("path"))) {
            problems.error(
                    "compose.value",
                    watch,
                    trail,
                    "the path of a watch rule can't be empty",
                    "name the folder to watch, as in `path: ./src`");
        }
    }

    private static String textOr(@Nullable Node node, String otherwise) {
        return node == null ? otherwise : GoText.of(node);
    }

    private interface Visitor {
        void visit(Mapping mapping, Trail trail);
    }

    private static Trail deviceTrail(Trail service) {
        return service.child("deploy").child("resources").child("reservations").child("devices");
    }

    private static void eachService(Mapping root, Visitor visitor) {
        eachEntry(root, "services", visitor);
    }

    private static void eachEntry(Mapping root, String key, Visitor visitor) {
        if (root.mapping(key) instanceof Mapping entries) {
            for (Map.Entry<String, Node> entry : entries.entries().entrySet()) {
                if (entry.getValue() instanceof Mapping mapping) {
                    visitor.visit(mapping, Trail.ROOT.child(key).child(entry.getKey()));
                }
            }
        }
    }

    private static void eachItem(@Nullable Node list, Trail trail, Visitor visitor) {
        if (list instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                if (sequence.items().get(i) instanceof Mapping mapping) {
                    visitor.visit(mapping, trail.item(i));
                }
            }
        }
    }
}
