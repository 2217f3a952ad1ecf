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
import org.jspecify.annotations.Nullable;

/// Two mounts can't have one target.
final class Mounts {
    private final Map<String, String> targets = new HashMap<>();
    private final Problems problems;

    private Mounts(Problems problems) {
        this.problems = problems;
    }

    static void check(Mapping service, Trail trail, Problems problems) {
        var mounts = new Mounts(problems);
        mounts.all(service.get("tmpfs"), trail.child("tmpfs"));
        mounts.all(service.get("volumes"), trail.child("volumes"));
    }

    private void all(@Nullable Node list, Trail trail) {
        if (!(list instanceof Sequence sequence)) {
            return;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            Node item = sequence.items().get(i);
            if (item instanceof Mapping mapping && !mapping.has("target") && mapping.mayHave("target")) {
                continue;
            }
            Trail way = trail.item(i);
            String target = item instanceof Mapping mapping
                    ? String.valueOf(mapping.text("target"))
                    : GoText.of(item).split(":", 2)[0];
            String other = targets.putIfAbsent(target, way.toString());
            if (other != null) {
                problems.error(
                        "compose.conflict",
                        item,
                        way,
                        "target " + Legible.of(target) + " already mounted as " + other,
                        "remove one of them");
            }
        }
    }
}
