package dev.hauban.standin.mongo.command;

import static dev.hauban.standin.mongo.access.Privilege.WRITE;

import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import dev.hauban.standin.mongo.bson.Bson;
import dev.hauban.standin.mongo.data.StoredCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Commands that change documents. Each is done by mongo-java-server, one document or statement at a time; what is
/// done when one of them fails, and what is told of it, is here.
final class Writing {
    private final Server server;

    Writing(Server server) {
        this.server = server;
    }

    void addTo(Map<String, Command> table) {
        table.put("insert", Command.writing(WRITE, this::insert));
        table.put("update", Command.writing(WRITE, this::update));
        table.put("delete", Command.writing(WRITE, this::delete));
        table.put("findandmodify", Command.writing(WRITE, this::findAndModify));
    }

    /// One of several things to be done.
    @FunctionalInterface
    private interface Statement {
        void run(int index);
    }

    /// Does them in turn; ordered ones end with the first that fails.
    private List<Document> each(Command.Call call, int count, Statement statement) {
        boolean isOrdered = !Boolean.FALSE.equals(call.words().get("ordered"));
        List<Document> errors = new ArrayList<>();
        for (int index = 0; index < count && (errors.isEmpty() || !isOrdered); index++) {
            try {
                statement.run(index);
            } catch (MongoServerException refused) {
                Document error = Commands.error(refused);
                error.remove("ok");
                errors.add(new Document("index", index)
                        .append("code", error.remove("code"))
                        .appendAll(error));
            }
        }
        return errors;
    }

    private static Document finished(Document answer, List<Document> errors) {
        if (!errors.isEmpty()) {
            answer.put("writeErrors", errors);
        }
        return answer.append("ok", 1.0);
    }

    private static String writable(Command.Call call) {
        String collection = call.collection();
        if (collection.startsWith("system.") || collection.contains("$")) {
            throw new MongoServerError(ErrorCode.InvalidNamespace, "cannot write to " + call.namespace());
        }
        return collection;
    }

    private StoredCollection made(Command.Call call) {
        return server.store().database(call.database()).collectionMade(writable(call));
    }

    private Optional<StoredCollection> existing(Command.Call call) {
        return server.store().database(call.database()).collection(writable(call));
    }

    private Document insert(Command.Call call) {
        List<Document> documents = Bson.documents(call.words(), "documents");
        if (documents.isEmpty()) {
            throw new MongoServerError(
                    16, "InvalidLength", "Write batch sizes must be between 1 and 100000. Got 0 operations.");
        }
        StoredCollection collection = made(call);
        int[] inserted = {0};
        List<Document> errors = each(call, documents.size(), index -> {
            collection.addDocument(withIdFirst(documents.get(index)));
            inserted[0]++;
        });
        return finished(new Document("n", inserted[0]), errors);
    }

    private static Document withIdFirst(Document document) {
        if (document.isEmpty() || document.keySet().iterator().next().equals("_id")) {
            return document;
        }
        Object id = document.containsKey("_id") ? document.get("_id") : new de.bwaldvogel.mongo.bson.ObjectId();
        Document ordered = new Document("_id", id);
        document.forEach((key, value) -> {
            if (!key.equals("_id")) {
                ordered.put(key, value);
            }
        });
        return ordered;
    }

    private Document update(Command.Call call) {
        List<Document> updates = Bson.documents(call.words(), "updates");
        Updated sum = new Updated();
        List<Document> errors = each(call, updates.size(), index -> {
            Document statement = updates.get(index);
            change(statement.get("u"));
            boolean upserts = Bson.isTrue(statement, "upsert");
            Optional<StoredCollection> collection = upserts ? Optional.of(made(call)) : existing(call);
            if (collection.isPresent()) {
                sum.add(index, updated(call, collection.get(), statement));
            }
        });
        Document answer = new Document("n", sum.matched).append("nModified", sum.modified);
        if (!sum.upserted.isEmpty()) {
            answer.put("upserted", sum.upserted);
        }
        return finished(answer, errors);
    }

    private Document updated(Command.Call call, StoredCollection collection, Document statement) {
        if (statement.containsKey("arrayFilters")) {
            return updatedByFilters(call, statement);
        }
        return collection.updateDocuments(
                Bson.childOrEmpty(statement, "q"),
                change(statement.get("u")),
                ArrayFilters.empty(),
                Bson.isTrue(statement, "multi"),
                Bson.isTrue(statement, "upsert"),
                NoopOplog.get());
    }

    /// Such filters are read by mongo-java-server's own command alone.
    private Document updatedByFilters(Command.Call call, Document statement) {
        Document command = new Document("update", call.collection()).append("updates", List.of(statement));
        Document answer =
                server.store().database(call.database()).run(call.caller().token(), "update", command);
        List<Document> errors = Bson.documents(answer, "writeErrors");
        if (!errors.isEmpty()) {
            Document error = errors.getFirst();
            throw new MongoServerError(
                    (int) Bson.number(error, "code", 8), Bson.text(error, "codeName"), Bson.text(error, "errmsg"));
        }
        List<Document> upserted = Bson.documents(answer, "upserted");
        Document result = new Document("n", Bson.number(answer, "n", 0) - upserted.size())
                .append("nModified", Bson.number(answer, "nModified", 0));
        upserted.forEach(each -> result.put("upserted", each.get("_id")));
        return result;
    }

    private static final class Updated {
        private int matched;
        private int modified;
        private final List<Document> upserted = new ArrayList<>();

        void add(int index, Document result) {
            matched += (int) Bson.number(result, "n", 0);
            modified += (int) Bson.number(result, "nModified", 0);
            if (result.containsKey("upserted")) {
                matched++;
                upserted.add(new Document("index", index).append("_id", result.get("upserted")));
            }
        }
    }

    private static Document change(@Nullable Object update) {
        if (update instanceof Document change) {
            return change;
        }
        throw Commands.notImplemented("updates by a pipeline");
    }

    private Document delete(Command.Call call) {
        List<Document> deletes = Bson.documents(call.words(), "deletes");
        Optional<StoredCollection> collection = existing(call);
        int[] deleted = {0};
        List<Document> errors = each(call, deletes.size(), index -> {
            Document statement = deletes.get(index);
            if (collection.isPresent()) {
                deleted[0] += collection
                        .get()
                        .deleteDocuments(
                                Bson.childOrEmpty(statement, "q"),
                                (int) Bson.number(statement, "limit", 0),
                                NoopOplog.get());
            }
        });
        return finished(new Document("n", deleted[0]), errors);
    }

    private Document findAndModify(Command.Call call) {
        Document words = call.words().clone();
        boolean removes = Bson.isTrue(words, "remove");
        boolean upserts = Bson.isTrue(words, "upsert");
        if (!removes) {
            change(words.get("update"));
        }
        Optional<StoredCollection> collection = upserts ? Optional.of(made(call)) : existing(call);
        Document nothing = new Document("lastErrorObject", new Document("n", 0).append("updatedExisting", false))
                .append("value", null)
                .append("ok", 1.0);
        if (collection.isEmpty()) {
            return nothing;
        }
        synchronized (collection.get()) {
            boolean existed = hasMatch(collection.get(), words);
            if (!existed && !upserts) {
                return nothing;
            }
            if (!existed && !Bson.isTrue(words, "new")) {
                // Of nothing no fields can be taken.
                words.remove("fields");
            }
            return told(collection.get().findAndModify(words), removes, existed, upserts);
        }
    }

    private static boolean hasMatch(StoredCollection collection, Document words) {
        return collection.count(Bson.childOrEmpty(words, "query"), 0, 1) > 0;
    }

    private static Document told(Document result, boolean removes, boolean existed, boolean upserts) {
        boolean isDone = existed || upserts;
        Document last = new Document("n", isDone ? 1 : 0);
        if (!removes) {
            last.append("updatedExisting", existed);
        }
        if (!existed && upserts && result.get("value") instanceof Document made) {
            last.append("upserted", made.get("_id"));
        }
        return new Document("lastErrorObject", last)
                .append("value", result.get("value"))
                .append("ok", 1.0);
    }
}
