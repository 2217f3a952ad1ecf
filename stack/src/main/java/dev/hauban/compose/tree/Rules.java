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
}
