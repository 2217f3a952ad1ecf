package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// No two documents with the same values. Kept in memory and made anew at each start, so that it never differs from
/// the documents.
final class UniqueIndex extends AbstractUniqueIndex<Object> {
    private static final String ID = "_id_";

    private final Map<KeyValue, Object> positions = new ConcurrentHashMap<>();
    private final Partial partial;
    private final boolean isSparse;

    UniqueIndex(String name, List<IndexKey> keys, boolean isSparse, Document description) {
        super(name, keys, isSparse);
        this.partial = Partial.of(description);
        this.isSparse = isSparse;
    }

    /// A document need not be in it.
    @Override
    protected boolean isSparse() {
        return isSparse;
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Object> collection) {
        if (partial.holds(document)) {
            super.checkAdd(document, collection);
        }
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        if (partial.holds(document)) {
            super.add(document, position, collection);
        }
    }

    /// The first index that an update asks: what the collection's rules refuse is refused here, before anything is
    /// changed.
    @Override
    public synchronized void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        if (getName().equals(ID)) {
            ((StoredCollection) collection).check(before, after);
        }
        if (!partial.isPresent()) {
            super.checkUpdate(before, after, collection);
        } else if (partial.holds(after)) {
            Object own = partial.holds(before) ? getPosition(before) : null;
            for (KeyValue key : getKeyValues(after)) {
                Object other = positions.get(key);
                if (other != null && !other.equals(own)) {
                    throw new de.bwaldvogel.mongo.exception.DuplicateKeyError(this, collection, getKeys(), key);
                }
            }
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!partial.isPresent()) {
            super.updateInPlace(before, after, position, collection);
            return;
        }
        if (partial.holds(before)) {
            getKeyValues(before).forEach(positions::remove);
        }
        add(after, position, collection);
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return partial.holds(document) ? super.getPosition(document) : null;
    }

    @Override
    public synchronized boolean canHandle(Document query) {
        return !partial.isPresent() && (super.canHandle(query) || sought(query).isPresent());
    }

    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        if (super.canHandle(query)) {
            return super.getPositions(query);
        }
        Object position = sought(query).map(positions::get).orElse(null);
        return position == null ? List.of() : List.of(position);
    }

    /// A query that names the value of the one key, whatever else it says.
    private Optional<KeyValue> sought(Document query) {
        if (getKeys().size() != 1 || isSparse) {
            return Optional.empty();
        }
        return LookupIndex.plain(query.get(getKeys().getFirst().getKey()));
    }

    @Override
    protected @Nullable Object removeDocument(KeyValue key) {
        return positions.remove(key);
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Object position) {
        return positions.putIfAbsent(key, position) == null;
    }

    @Override
    protected Iterable<Map.Entry<KeyValue, Object>> getIterable() {
        return positions.entrySet();
    }

    @Override
    protected @Nullable Object getPosition(KeyValue key) {
        return positions.get(key);
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    @Override
    public long getDataSize() {
        return positions.size() * LookupIndex.BYTES_PER_ENTRY;
    }
}
