package dev.hauban.engine.docker.translate;

import dev.hauban.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The form in which what is said to a daemon is compared: without what means nothing, and in an order where there is
/// none. Docker Compose writes every field, and takes some lists from Go's maps, in another order each time.
final class Normal {
    /// Names and values of the user's own: nothing in them means nothing.
    private static final Set<String> OWN_WORDS = Set.of(
            "Annotations",
            "AuxiliaryAddresses",
            "Config",
            "DriverOpts",
            "ExposedPorts",
            "Labels",
            "Options",
            "PortBindings",
            "StorageOpt",
            "Sysctls",
            "Tmpfs");

    /// An empty list clears what the image has; false and zero are not the daemon's own habit.
    private static final Set<String> SAID_ANYWAY = Set.of(
            "Cmd",
            "EnableIPv4",
            "EnableIPv6",
            "Entrypoint",
            "Init",
            "MaskedPaths",
            "MemorySwappiness",
            "ReadonlyPaths",
            "StopTimeout");

    private static final Set<String> WITHOUT_ORDER = Set.of("Binds", "Env", "ExtraHosts", "Links", "Mounts", "Ulimits");

    private Normal() {}

    static Json.Members of(Json.Members members) {
        var kept = new TreeMap<String, Json>();
        members.values().forEach((name, value) -> {
            Json normal = of(name, value);
            if (name.equals("ConsoleSize")) {
                // Nobody knows it when a container is made.
                return;
            }
            if (!isNothing(normal) || SAID_ANYWAY.contains(name) && !(normal instanceof Json.Null)) {
                kept.put(name, normal);
            }
        });
        return new Json.Members(kept);
    }

    private static Json of(String name, Json value) {
        return switch (value) {
            case Json.Members members when name.equals("Labels") -> labels(members);
            case Json.Members members when OWN_WORDS.contains(name) -> sorted(members);
            case Json.Members members -> of(members);
            case Json.Array(List<Json> values) -> list(name, values);
            default -> value;
        };
    }

    private static Json.Array list(String name, List<Json> values) {
        var normal = new ArrayList<Json>();
        values.forEach(value -> normal.add(of("", value)));
        if (WITHOUT_ORDER.contains(name)) {
            normal.sort(Comparator.comparing(Json::compact));
        }
        return new Json.Array(normal);
    }

    private static Json.Members sorted(Json.Members members) {
        var sorted = new TreeMap<String, Json>();
        members.values().forEach((name, value) -> sorted.put(name, of("", value)));
        return new Json.Members(sorted);
    }

    private static Json.Members labels(Json.Members members) {
        Map<String, Json> labels = new TreeMap<>(members.values());
        labels.computeIfPresent(
                "com.docker.compose.depends_on",
                (_, value) -> value instanceof Json.Text(String text) ? Json.text(sorted(text)) : value);
        return new Json.Members(labels);
    }

    private static String sorted(String list) {
        String[] parts = list.split(",", -1);
        Arrays.sort(parts);
        return String.join(",", parts);
    }

    private static boolean isNothing(Json value) {
        return switch (value) {
            case Json.Null _ -> true;
            case Json.Bool(boolean flag) -> !flag;
            case Json.Number(String literal) -> literal.equals("0");
            case Json.Text(String text) -> text.isEmpty();
            case Json.Array(List<Json> values) -> values.isEmpty();
            case Json.Members(Map<String, Json> values) -> values.isEmpty();
        };
    }
}
