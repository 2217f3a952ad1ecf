package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds documents by the value of its first key; for whatever else is asked of it the collection is read. Kept in
/// memory, made anew at each start.
final class LookupIndex extends Index<Object> {
    static final long BYTES_PER_ENTRY = 64;

    /// By the first key's value, then by the document's `_id`.
    private final Map<KeyValue, Map<KeyValue, Object>> positions = new HashMap<>();

    private final boolean isWhole;
    private long count;

    LookupIndex(String name, List<IndexKey> keys, boolean isSparse, Document description) {
        // Sparse for those who ask: a document need not be found by it.
        super(name, keys, true);
        this.isWhole = !isSparse && !Partial.of(description).isPresent();
    }

    private List<KeyValue> firsts(Document document) {
        return getKeyValues(document).stream()
                .map(key -> one(key.get(0)))
                .distinct()
                .toList();
    }

    private static KeyValue one(@Nullable Object value) {
        Collection<Object> single = new ArrayList<>();
        single.add(value);
        return new KeyValue(single).normalized();
    }

    private static KeyValue id(Document document) {
        return one(document.get("_id"));
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        for (KeyValue value : firsts(document)) {
            if (positions.computeIfAbsent(value, _ -> new HashMap<>(1)).put(id(document), position) == null) {
                count++;
            }
        }
    }

    /// Nothing is answered: whoever removes a document knows its place from `_id`.
    @Override
    public synchronized @Nullable Object remove(Document document) {
        for (KeyValue value : firsts(document)) {
            Map<KeyValue, Object> same = positions.get(value);
            if (same != null && same.remove(id(document)) != null) {
                count--;
                if (same.isEmpty()) {
                    positions.remove(value);
                }
            }
        }
        return null;
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        remove(before);
        add(after, position, collection);
    }

    /// Its keys must not be arrays side by side; else it allows everything.
    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        getKeyValues(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        getKeyValues(after);
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return isWhole && !sought(query).isEmpty();
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        var found = new TreeSet<Object>();
        for (KeyValue value : sought(query)) {
            found.addAll(positions.getOrDefault(value, Map.of()).values());
        }
        return found;
    }

    private List<KeyValue> sought(Document query) {
        Object asked = query.get(getKeys().getFirst().getKey());
        if (asked instanceof Document operators
                && operators.size() == 1
                && operators.get("$in") instanceof List<?> any) {
            List<KeyValue> values = new ArrayList<>();
            for (Object value : any) {
                Optional<KeyValue> plain = plain(value);
                if (plain.isEmpty()) {
                    return List.of();
                }
                values.add(plain.get());
            }
            return values;
        }
        return plain(asked).map(List::of).orElse(List.of());
    }

    /// A value that only an equal one matches.
    static Optional<KeyValue> plain(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case Document operators
            when operators.size() == 1 && operators.containsKey("$eq") -> plain(operators.get("$eq"));
            case Document _, Collection<?> _ -> Optional.empty();
            case de.bwaldvogel.mongo.bson.BsonRegularExpression _ -> Optional.empty();
            default -> Optional.of(one(value));
        };
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public synchronized long getDataSize() {
        return count * BYTES_PER_ENTRY;
    }

    @Override
    public synchronized void drop() {
        positions.clear();
        count = 0;
    }
}
