package dev.hauban.compose.shape;

import dev.hauban.compose.tree.Legible;
import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Problems;
import dev.hauban.compose.tree.Trail;
import java.util.LinkedHashMap;
import java.util.Map;

/// The entries of a mapping whose names are free: variables, labels, options.
///
/// Docker Compose takes names that begin with `x-` for extensions here too: it gathers them under one name of its own,
/// and what was meant by them is lost. Only the names of services, networks, volumes, secrets, configs and dependencies
/// are safe from that, and entries that are written as a list.
final class FreeNames {
    /// The name under which the lost ones are gathered.
    static final String GATHERED = "#extensions";

    private FreeNames() {}

    static Map<String, Node> of(Mapping mapping, Trail trail, Problems problems) {
        for (String name : mapping.entries().keySet()) {
            if (name.startsWith("x-")) {
                return gathered(mapping, trail, problems);
            }
        }
        return mapping.entries();
    }

    private static Map<String, Node> gathered(Mapping mapping, Trail trail, Problems problems) {
        var entries = new LinkedHashMap<String, Node>();
        Mapping extensions = Mapping.from(mapping);
        mapping.entries().forEach((name, value) -> {
            if (!name.startsWith("x-")) {
                entries.put(name, value);
                return;
            }
            extensions.put(name, value);
            problems.warning(
                    "compose.lost-name",
                    value,
                    trail.child(name),
                    "Docker Compose takes `" + Legible.of(name) + "` for an extension, so nothing else comes of it",
                    "choose a name that doesn't begin with `x-`, or write a list of name=value if that is allowed here");
        });
        entries.put(GATHERED, extensions);
        return entries;
    }
}
