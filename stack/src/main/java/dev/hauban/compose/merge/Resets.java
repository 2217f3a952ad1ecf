package dev.hauban.compose.merge;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Sequence;
import java.util.ArrayList;
import java.util.List;

/// The places of one document that are tagged `!reset` or `!override`: what earlier files say there is taken away.
public final class Resets {
    private final Rules<Boolean> places = new Rules<>();
    private boolean empty = true;

    private Resets() {}

    /// Takes the tags off a document; what is tagged `!reset` goes too.
    public static Resets of(Node document) {
        var resets = new Resets();
        if (document.isTagged()) {
            resets.collect(document, new ArrayList<>());
        }
        return resets;
    }

    private void collect(Node node, List<String> path) {
        if (node instanceof Mapping mapping) {
            mapping.entries().entrySet().removeIf(entry -> isReset(entry.getValue(), entry.getKey(), path));
        } else if (node instanceof Sequence sequence) {
            sequence.items().removeIf(item -> isReset(item, "[]", path));
        }
    }

    private boolean isReset(Node node, String key, List<String> path) {
        path.add(key);
        if (node.mark() == Node.Mark.NONE) {
            collect(node, path);
        } else {
            places.add(List.copyOf(path), true);
            empty = false;
        }
        path.removeLast();
        return node.mark() == Node.Mark.RESET;
    }

    /// Takes away what an earlier tree says at these places.
    public void apply(Mapping earlier) {
        if (!empty) {
            apply(earlier, places);
        }
    }

    /// The same for one service, wherever its tree comes from.
    public void applyToService(String name, Mapping service) {
        Rules<Boolean> services = places.under("services");
        Rules<Boolean> here = services == null ? null : services.under(name);
        if (here != null) {
            apply(service, here);
        }
    }

    private static void apply(Mapping mapping, Rules<Boolean> places) {
        mapping.entries().entrySet().removeIf(entry -> {
            Rules<Boolean> below = places.under(entry.getKey());
            if (below != null && below.rule() == null && entry.getValue() instanceof Mapping inner) {
                apply(inner, below);
            }
            return below != null && below.rule() != null;
        });
    }
}
