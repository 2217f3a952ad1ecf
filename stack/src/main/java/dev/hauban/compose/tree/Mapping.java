package dev.hauban.compose.tree;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keys with values, in the order of the file.
public final class Mapping extends Node {
    private final Entries entries;
    private Set<String> lost = Set.of();
    /// Whether another mapping has the same set.
    private boolean sharesLost = true;

    public Mapping(Source source, int line, int column) {
        super(source, line, column);
        this.entries = new Entries();
    }

    private Mapping(Node origin, Entries entries) {
        super(origin);
        this.entries = entries;
        if (origin instanceof Mapping mapping) {
            this.lost = mapping.lost;
            mapping.sharesLost = true;
        }
    }

    /// An empty one at the place of another node, which it comes from.
    public static Mapping from(Node origin) {
        return from(origin, 0);
    }

    /// The same, with room for so many keys.
    public static Mapping from(Node origin, int room) {
        var mapping = new Mapping(origin, new Entries(room));
        mapping.mark(Mark.NONE);
        return mapping;
    }

    /// The entries themselves: changing the map changes the node.
    public Map<String, Node> entries() {
        return entries;
    }

    public @Nullable Node get(String key) {
        return entries.get(key);
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    public Mapping put(String key, Node value) {
        entries.put(key, value);
        return this;
    }

    /// The same for a key that is known not to be there.
    public Mapping add(String key, Node value) {
        entries.add(key, value);
        return this;
    }

    /// A scalar at the place of the whole.
    public Mapping put(String key, @Nullable Object value) {
        entries.put(key, Scalar.from(this, value));
        return this;
    }

    /// What a value becomes; nothing takes it out.
    public interface Change {
        @Nullable
        Node of(String key, Node value);
    }

    /// Changes all values in one walk. The change must not touch this mapping's entries by another way.
    public void change(Change change) {
        entries.change(change);
    }

    public void remove(String key) {
        entries.remove(key);
    }

    /// Notes that the value of this key is missing, because it can't be made sense of.
    public void lose(String key) {
        if (sharesLost) {
            lost = new HashSet<>(lost);
            sharesLost = false;
        }
        lost.add(key);
    }

    /// Notes that all is missing here that is missing in another mapping, which this one takes in.
    public void loseLike(Mapping other) {
        other.lost.forEach(this::lose);
        if (other.isTorn()) {
            tear();
        }
    }

    /// Whether the key is here, or could be if nothing were missing.
    public boolean mayHave(String key) {
        return entries.containsKey(key) || isTorn() || lost.contains(key);
    }

    /// The same for a key of the mapping below a key.
    public boolean mayHave(String key, String inner) {
        return isTorn() || (entries.get(key) instanceof Mapping mapping ? mapping.mayHave(inner) : lost.contains(key));
    }

    /// Whether nothing is missing.
    public boolean isWhole() {
        return !isTorn() && lost.isEmpty();
    }

    /// The string under this key, if there is one and it is a string.
    public @Nullable String text(String key) {
        return entries.get(key) instanceof Scalar scalar ? scalar.text() : null;
    }

    public @Nullable Mapping mapping(String key) {
        return entries.get(key) instanceof Mapping mapping ? mapping : null;
    }

    public @Nullable Sequence sequence(String key) {
        return entries.get(key) instanceof Sequence sequence ? sequence : null;
    }

    /// The value under this key if it is a scalar, else null.
    public @Nullable Object value(String key) {
        return entries.get(key) instanceof Scalar scalar ? scalar.value() : null;
    }

    public boolean isTrue(String key) {
        return Boolean.TRUE.equals(value(key));
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public int size() {
        int size = 1;
        for (Node value : entries.values()) {
            size += value.size();
        }
        return size;
    }

    @Override
    public Mapping copy() {
        var copy = new Mapping(this, entries.copy());
        copy.settleLike(this);
        return copy;
    }

    @Override
    public boolean means(Node other) {
        if (!(other instanceof Mapping mapping) || mapping.entries.size() != entries.size()) {
            return false;
        }
        for (Map.Entry<String, Node> entry : entries.entrySet()) {
            Node theirs = mapping.entries.get(entry.getKey());
            if (theirs == null || !entry.getValue().means(theirs)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kindName() {
        return "a mapping";
    }

    @Override
    public String toString() {
        return GoText.of(this);
    }
}
