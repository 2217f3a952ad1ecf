package dev.hauban.compose.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table from paths to rules, such as `services.*.ports`, kept as a tree that is walked down together with the
/// document; `*` stands for any key and for any item of a list.
///
/// A walk ends where no rule can follow: that is what keeps a phase cheap that has something to say about few places.
public final class Rules<R> {
    private final Map<String, Rules<R>> named = new HashMap<>();
    private @Nullable Rules<R> any;
    private @Nullable R rule;

    public Rules<R> add(String path, R newRule) {
        return add(List.of(path.split("\\.")), newRule);
    }

    public Rules<R> add(List<String> path, R newRule) {
        Rules<R> at = this;
        for (String part : path) {
            at = at.step(part);
        }
        at.rule = newRule;
        return this;
    }

    private Rules<R> step(String part) {
        if (part.equals("*")) {
            if (any == null) {
                any = new Rules<>();
            }
            return any;
        }
        return named.computeIfAbsent(part, _ -> new Rules<>());
    }

    public @Nullable R rule() {
        return rule;
    }

    /// The rules below this key, or null if there are none.
    public @Nullable Rules<R> under(String key) {
        Rules<R> next = named.get(key);
        return next != null ? next : any;
    }

    /// The rules for the items of a list, or null if there are none.
    public @Nullable Rules<R> underItem() {
        return any;
    }

    /// Says what a value that a rule is for, or above one, is replaced by.
    public interface Replacement<R> {
        Node replaced(Node node, Rules<R> rules, Trail trail);
    }

    /// Replaces those values in a mapping or a list below which these rules have something to say.
    public void replaceInside(Node node, Trail trail, Replacement<R> replacement) {
        if (node instanceof Mapping mapping) {
            for (Map.Entry<String, Node> entry : mapping.entries().entrySet()) {
                Rules<R> below = under(entry.getKey());
                if (below != null) {
                    entry.setValue(replacement.replaced(entry.getValue(), below, trail.child(entry.getKey())));
                }
            }
        } else if (node instanceof Sequence sequence && any != null) {
            List<Node> items = sequence.items();
            for (int i = 0; i < items.size(); i++) {
                items.set(i, replacement.replaced(items.get(i), any, trail.item(i)));
            }
        }
    }
}
