package dev.hauban.compose.tree;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The entries of one mapping, in the order in which their keys came.
///
/// A Compose file is thousands of mappings of a few keys, and each phase of a reading walks all of them. So the keys
/// and values lie side by side in one array, where a walk meets little else, and a key is looked for by going through
/// it. Only a mapping that is large has an index.
final class Entries extends AbstractMap<String, Node> {
    /// As many keys are looked through faster than an index is asked.
    private static final int WITHOUT_INDEX = 24;

    /// Of keys and values.
    private static final int FIRST_ROOM = 8;

    private static final Object[] NOTHING = {};

    /// A key, its value, the next key, and so on.
    private @Nullable Object[] table;
    private int size;
    /// One bit for each key, which its hash chooses: where it is missing, the key is not here. What has been taken out
    /// leaves its bit behind.
    private long traces;
    /// Where each key is; made when it is first missed, and forgotten when places change.
    private @Nullable Map<String, Integer> index;

    Entries() {
        this(0);
    }

    /// Room for so many keys.
    Entries(int room) {
        this.table = room == 0 ? NOTHING : new @Nullable Object[2 * room];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean isEmpty() {
        return size == 0;
    }

    private int find(String key) {
        int hash = key.hashCode();
        if ((traces & trace(hash)) == 0) {
            return -1;
        }
        return size > WITHOUT_INDEX ? index().getOrDefault(key, -1) : search(key, hash);
    }

    private static long trace(int hash) {
        return 1L << (hash ^ hash >>> 16);
    }

    private int search(String key, int hash) {
        for (int i = 0; i < size; i++) {
            // Most are one object: by that they are known without a look at it.
            String known = key(i);
            if (key == known || known.hashCode() == hash && key.equals(known)) {
                return i;
            }
        }
        return -1;
    }

    private Map<String, Integer> index() {
        Map<String, Integer> known = index;
        if (known == null) {
            known = HashMap.newHashMap(2 * size);
            for (int i = 0; i < size; i++) {
                known.put(key(i), i);
            }
            index = known;
        }
        return known;
    }

    private String key(int position) {
        return (String) Objects.requireNonNull(table[2 * position]);
    }

    private Node value(int position) {
        return (Node) Objects.requireNonNull(table[2 * position + 1]);
    }

    @Override
    public @Nullable Node get(@Nullable Object key) {
        int position = key instanceof String text ? find(text) : -1;
        return position < 0 ? null : value(position);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String text && find(text) >= 0;
    }

    @Override
    public @Nullable Node put(String key, Node value) {
        int position = find(key);
        if (position < 0) {
            add(key, value);
            return null;
        }
        return replace(position, value);
    }

    private Node replace(int position, Node value) {
        Node earlier = value(position);
        table[2 * position + 1] = value;
        return earlier;
    }

    void add(String key, Node value) {
        if (2 * size == table.length) {
            table = Arrays.copyOf(table, size == 0 ? FIRST_ROOM : 2 * table.length);
        }
        traces |= trace(key.hashCode());
        table[2 * size] = key;
        table[2 * size + 1] = value;
        if (index != null) {
            index.put(key, size);
        }
        size++;
    }

    @Override
    public @Nullable Node remove(@Nullable Object key) {
        int position = key instanceof String text ? find(text) : -1;
        if (position < 0) {
            return null;
        }
        Node removed = value(position);
        removeAt(position);
        return removed;
    }

    private void removeAt(int position) {
        System.arraycopy(table, 2 * position + 2, table, 2 * position, 2 * (size - position - 1));
        shrink(size - 1);
    }

    private void shrink(int newSize) {
        Arrays.fill(table, 2 * newSize, 2 * size, null);
        size = newSize;
        index = null;
    }

    @Override
    public void clear() {
        shrink(0);
    }

    /// The same keys with copies of their values.
    Entries copy() {
        var copy = new Entries(size);
        for (int i = 0; i < size; i++) {
            copy.table[2 * i] = table[2 * i];
            copy.table[2 * i + 1] = value(i).copy();
        }
        copy.size = size;
        copy.traces = traces;
        return copy;
    }

    /// Puts in the place of each value what it becomes, and takes out those that become nothing: in one walk, however
    /// many they are.
    boolean change(Mapping.Change change) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Node changed = change.of(key(i), value(i));
            if (changed != null) {
                table[2 * kept] = table[2 * i];
                table[2 * kept + 1] = changed;
                kept++;
            }
        }
        boolean goes = kept < size;
        if (goes) {
            shrink(kept);
        }
        return goes;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Node> action) {
        for (int i = 0; i < size; i++) {
            action.accept(key(i), value(i));
        }
    }

    @Override
    public void replaceAll(BiFunction<? super String, ? super Node, ? extends Node> function) {
        for (int i = 0; i < size; i++) {
            replace(i, function.apply(key(i), value(i)));
        }
    }

    @Override
    public Set<Map.Entry<String, Node>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, Node>> iterator() {
                return new Walk<>() {
                    @Override
                    Map.Entry<String, Node> at(int position) {
                        return new Entry(position);
                    }
                };
            }

            @Override
            public boolean removeIf(Predicate<? super Map.Entry<String, Node>> refused) {
                return change((key, value) -> refused.test(new SimpleImmutableEntry<>(key, value)) ? null : value);
            }
        };
    }

    @Override
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public boolean contains(@Nullable Object key) {
                return containsKey(key);
            }

            @Override
            public Iterator<String> iterator() {
                return new Walk<>() {
                    @Override
                    String at(int position) {
                        return key(position);
                    }
                };
            }

            @Override
            public boolean removeIf(Predicate<? super String> refused) {
                return change((key, value) -> refused.test(key) ? null : value);
            }
        };
    }

    @Override
    public Collection<Node> values() {
        return new AbstractCollection<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Node> iterator() {
                return new Walk<>() {
                    @Override
                    Node at(int position) {
                        return value(position);
                    }
                };
            }

            @Override
            public boolean removeIf(Predicate<? super Node> refused) {
                return change((_, value) -> refused.test(value) ? null : value);
            }
        };
    }

    /// To take many out while walking moves what is behind each time: `removeIf` and [#change] don't.
    private abstract class Walk<T> implements Iterator<T> {
        private int next;

        abstract T at(int position);

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public T next() {
            if (next >= size) {
                throw new NoSuchElementException();
            }
            return at(next++);
        }

        @Override
        public void remove() {
            removeAt(--next);
        }
    }

    private final class Entry implements Map.Entry<String, Node> {
        private final int position;

        Entry(int position) {
            this.position = position;
        }

        @Override
        public String getKey() {
            return key(position);
        }

        @Override
        public Node getValue() {
            return value(position);
        }

        @Override
        public Node setValue(Node value) {
            return replace(position, value);
        }
    }
}
