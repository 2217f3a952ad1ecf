package dev.hauban.compose.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list of values.
public final class Sequence extends Node {
    private final List<Node> items;

    public Sequence(Source source, int line, int column) {
        super(source, line, column);
        this.items = new ArrayList<>();
    }

    private Sequence(Node origin, int size) {
        super(origin);
        this.items = new ArrayList<>(size);
    }

    /// An empty one at the place of another node, which it comes from.
    public static Sequence from(Node origin) {
        var sequence = new Sequence(origin, 4);
        sequence.mark(Mark.NONE);
        return sequence;
    }

    /// The items themselves: changing the list changes the node.
    public List<Node> items() {
        return items;
    }

    public Sequence add(Node item) {
        items.add(item);
        return this;
    }

    /// The items of another list behind one's own.
    public Sequence addAll(Sequence other) {
        items.addAll(other.items);
        if (other.isTorn()) {
            tear();
        }
        return this;
    }

    /// What an item becomes; nothing takes it out.
    public interface Change {
        @Nullable
        Node of(int index, Node item);
    }

    /// Changes all items in one walk. Whether any went.
    public boolean change(Change change) {
        int kept = 0;
        int written = items.size();
        for (int i = 0; i < written; i++) {
            Node changed = change.of(i, items.get(i));
            if (changed != null) {
                items.set(kept++, changed);
            }
        }
        items.subList(kept, written).clear();
        return kept < written;
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public int size() {
        int size = 1;
        for (Node item : items) {
            size += item.size();
        }
        return size;
    }

    @Override
    public Sequence copy() {
        var copy = new Sequence(this, items.size());
        for (Node item : items) {
            copy.items.add(item.copy());
        }
        copy.settleLike(this);
        return copy;
    }

    @Override
    public boolean means(Node other) {
        if (!(other instanceof Sequence sequence) || sequence.items.size() != items.size()) {
            return false;
        }
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).means(sequence.items.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kindName() {
        return "a list";
    }

    @Override
    public String toString() {
        return GoText.of(this);
    }
}
