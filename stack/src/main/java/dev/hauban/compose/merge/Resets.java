package dev.hauban.compose.merge;

import dev.hauban.compose.tree.Mapping;
import dev.hauban.compose.tree.Node;
import dev.hauban.compose.tree.Rules;
import dev.hauban.compose.tree.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The places of one document that are tagged `!reset` or `!override`: what earlier files say there is taken away.
public final class Resets {
    private final Rules<Boolean> places = new Rules<>();
    private boolean empty = true;

    private Resets() {}

    /// Takes the tags off a document; what is tagged `!reset` goes too.
    public static Resets of(Node document) {
        var resets = new Resets();
        resets.collect(document, new ArrayList<>());
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

    private static void apply(Mapping mapping, @Nullable Rules<Boolean> places) {
        for (Iterator<Map.Entry<String, Node>> at = mapping.entries().entrySet().iterator(); at.hasNext(); ) {
            Map.Entry<String, Node> entry = at.next();
            Rules<Boolean> below = places == null ? null : places.under(entry.getKey());
            if (below == null) {
                continue;
            }
            if (below.rule() != null) {
                at.remove();
            } else if (entry.getValue() instanceof Mapping inner) {
                apply(inner, below);
            }
        }
    }
}
