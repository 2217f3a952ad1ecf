package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import dev.hauban.standin.mongo.bson.Bson;
import io.netty.channel.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One database. What its collections, indexes and queries mean is mongo-java-server's; where they lie, and what it
/// passes over (partial and expiring indexes, validation), is here.
public final class StoredDatabase extends AbstractSynchronizedMongoDatabase<Object> {
    static final String DATA = "data/";
    private static final String INDEXES = "system.indexes";
    private static final String SYSTEM = "system.";

    private final Store store;
    private @Nullable Document described;

    StoredDatabase(String name, Store store) {
        // What is above asks for collections while it is made.
        this.store = store;
        super(name, store.cursors());
        initializeNamespacesAndIndexes();
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        var known =
                new StoredCollection.Known(Optional.ofNullable(store.options().get(full(name))), store.cursors());
        return new StoredCollection(this, name, options, store.records(DATA + full(name)), known);
    }

    private String full(String collection) {
        return getDatabaseName() + "." + collection;
    }

    // Indexes ------------------------------------------------------------------------------------------------------

    @Override
    protected Index<Object> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean isSparse) {
        return new UniqueIndex(name, keys, isSparse, description(collection, name));
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean isSparse) {
        return new LookupIndex(name, keys, isSparse, description(collection, name));
    }

    /// Of the index that is being made or opened.
    private Document description(String collection, String name) {
        Document made = described;
        if (made != null && name.equals(made.get("name"))) {
            return made;
        }
        return indexes(collection).stream()
                .filter(index -> name.equals(index.get("name")))
                .findFirst()
                .orElseGet(Document::new);
    }

    /// Makes an index, and with it the collection.
    public synchronized void createIndex(Document description) {
        described = description;
        try {
            addIndex(description);
        } finally {
            described = null;
        }
    }

    /// The descriptions of a collection's indexes, that of `_id` first.
    public List<Document> indexes(String collection) {
        MongoCollection<Object> all = resolveCollection(INDEXES, false);
        List<Document> found = new ArrayList<>();
        if (all != null) {
            all.handleQuery(new Document("ns", full(collection))).forEach(found::add);
        }
        return found;
    }

    public void dropIndex(String collection, String name) {
        dropIndex(resolveCollection(collection, true), name);
        MongoCollection<Object> all = resolveCollection(INDEXES, true);
        all.deleteDocuments(new Document("ns", full(collection)).append("name", name), 1, NoopOplog.get());
    }

    /// Changes what an index says of itself.
    public void describeIndex(String collection, String name, Document changes) {
        MongoCollection<Object> all = resolveCollection(INDEXES, true);
        all.updateDocuments(
                new Document("ns", full(collection)).append("name", name),
                new Document("$set", changes),
                de.bwaldvogel.mongo.backend.ArrayFilters.empty(),
                false,
                false,
                NoopOplog.get());
    }

    // Collections --------------------------------------------------------------------------------------------------

    /// Those that a user made, in the order of their names.
    public List<String> collectionNames() {
        MongoCollection<Object> namespaces = resolveCollection("system.namespaces", false);
        var names = new TreeSet<String>();
        if (namespaces != null) {
            for (Document namespace : namespaces.handleQuery(new Document())) {
                String name =
                        Bson.text(namespace, "name").substring(getDatabaseName().length() + 1);
                if (!name.startsWith(SYSTEM)) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }

    public Optional<StoredCollection> collection(String name) {
        return Optional.ofNullable((StoredCollection) resolveCollection(name, false));
    }

    public StoredCollection collectionMade(String name) {
        return (StoredCollection) resolveOrCreateCollection(name);
    }

    /// What `create` and `collMod` said of a collection.
    public Document options(String collection) {
        Document options = store.options().get(full(collection));
        return options == null ? new Document() : options.cloneDeeply();
    }

    public void setOptions(String collection, Document options) {
        store.options().put(full(collection), options);
        collection(collection).ifPresent(known -> known.validateBy(Validator.of(options)));
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        StoredCollection dropped = (StoredCollection) resolveCollection(name, true);
        super.dropCollection(name, oplog);
        store.remove(dropped.records());
        store.options().remove(full(name));
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        StoredCollection moved = (StoredCollection) collection;
        String oldName = collection.getFullName();
        super.moveCollection(from, collection, newName);
        store.rename(moved.records(), DATA + full(newName));
        Document options = store.options().remove(oldName);
        if (options != null) {
            store.options().put(full(newName), options);
        }
    }

    /// How documents would be found, in MongoDB's words.
    public Document plan(String collection, Document filter) {
        return collection(collection)
                .flatMap(known -> known.getIndexes().stream()
                        .filter(index -> index.canHandle(filter))
                        .findFirst())
                .map(index -> new Document("stage", "FETCH")
                        .append("inputStage", new Document("stage", "IXSCAN").append("indexName", index.getName())))
                .orElseGet(() -> new Document("stage", "COLLSCAN").append("direction", "forward"));
    }

    /// A command that mongo-java-server knows.
    public Document run(Channel channel, String command, Document query) {
        DatabaseResolver others = store::database;
        return handleCommand(channel, command, query, others, NoopOplog.get());
    }

    // Expiry -------------------------------------------------------------------------------------------------------

    /// What has to be looked for in each collection to find documents whose time has passed.
    Map<String, Document> expired(Instant now) {
        Map<String, Document> found = new LinkedHashMap<>();
        for (String collection : collectionNames()) {
            List<Document> clauses = new ArrayList<>();
            for (Document index : indexes(collection)) {
                Document key = Bson.childOrEmpty(index, "key");
                if (index.get("expireAfterSeconds") instanceof Number seconds && key.size() == 1) {
                    Instant latest = now.minusSeconds(seconds.longValue());
                    Document clause = new Document(key.keySet().iterator().next(), new Document("$lte", latest));
                    Document partial = Bson.child(index, "partialFilterExpression");
                    clauses.add(partial == null ? clause : new Document("$and", List.of(clause, partial)));
                }
            }
            if (!clauses.isEmpty()) {
                found.put(collection, new Document("$or", clauses));
            }
        }
        return found;
    }

    int remove(String collection, Document which) {
        return collection(collection)
                .map(known -> known.deleteDocuments(which, 0, NoopOplog.get()))
                .orElse(0);
    }

    @Override
    protected long getFileSize() {
        return store.size();
    }

    @Override
    protected long getStorageSize() {
        return store.size();
    }
}
