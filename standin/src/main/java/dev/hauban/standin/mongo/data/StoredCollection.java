package dev.hauban.standin.mongo.data;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import dev.hauban.standin.mongo.bson.Bson;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/// The documents of one collection, by the order in which they came.
///
/// Whoever gets documents gets copies: what lies in the store is never changed, only replaced. So what is being sent
/// to one client does not change under another's update, and what is replaced is known to be written.
public final class StoredCollection extends AbstractSynchronizedMongoCollection<Object> {
    private static final long GAP = 1;

    private final MVMap<Long, Document> records;
    private volatile Optional<Validator> validator;

    /// @param options what `create` and `collMod` said
    record Known(Optional<Document> options, CursorRegistry cursors) {}

    StoredCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Long, Document> records,
            Known known) {
        super(database, name, options, known.cursors());
        this.records = records;
        this.validator = known.options().flatMap(Validator::of);
    }

    MVMap<Long, Document> records() {
        return records;
    }

    void validateBy(Optional<Validator> rules) {
        validator = rules;
    }

    /// Refuses what the collection's rules do not allow.
    ///
    /// @param before what it replaces
    void check(@Nullable Document before, Document document) {
        Optional<Validator> rules = validator;
        if (rules.isPresent()) {
            rules.get().check(getFullName(), before, document);
        }
    }

    @Override
    public synchronized void addDocument(Document document) {
        check(null, document);
        super.addDocument(document);
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Long last = records.lastKey();
        Long position = last == null ? GAP : last + GAP;
        records.put(position, document);
        return position;
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        records.put((Long) position, after);
    }

    @Override
    protected void removeDocument(Object position) {
        records.remove((Long) position);
    }

    @Override
    protected Document getDocument(Object position) {
        Document found = records.get((Long) position);
        return found == null ? new Document() : found;
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return records.entrySet().stream()
                .map(record -> new DocumentWithPosition<>(record.getValue(), record.getKey()));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
        Stream<Document> documents = isNaturalDescending(orderBy)
                ? records.entrySet().stream()
                        .sorted(Comparator.comparing(java.util.Map.Entry<Long, Document>::getKey)
                                .reversed())
                        .map(java.util.Map.Entry::getValue)
                : records.values().stream();
        return matchDocumentsFromStream(documents, query, orderBy, skip, limit, batchSize, fields);
    }

    @Override
    protected QueryResult matchDocumentsFromStream(
            Document query,
            Stream<Document> documents,
            int skip,
            int limit,
            int batchSize,
            Comparator<Document> order,
            Document fields) {
        Stream<Document> copies = documents
                .filter(document -> documentMatchesQuery(document, query))
                .map(Document::cloneDeeply);
        return super.matchDocumentsFromStream(new Document(), copies, skip, limit, batchSize, order, fields);
    }

    /// All documents, as they lie in the store: only to be read.
    public Stream<Document> everything() {
        return records.values().stream();
    }

    @Override
    public int count() {
        return records.size();
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int change) {
        throw new IllegalStateException("the size is not kept, see tracksDataSize");
    }

    /// Counted when somebody asks.
    @Override
    protected int getDataSize() {
        long sum = records.values().stream()
                .mapToLong(document -> Bson.bytes(document).length)
                .sum();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }
}
